const KINDS = ['Mug', 'Tea towel', 'Rope', 'Lantern', 'Notebook', 'Cap', 'Compass', 'Net bag'];
const COLOURS = ['white', 'navy', 'sand', 'red', 'green'];
const COUNT = 120;
/** A minute apart, so that a part of them can be asked for by time. */
const FIRST_UPDATE = Date.parse('2026-01-01T08:00:00.000Z');

const idOf = (number) => `prd_${String(number).padStart(4, '0')}`;

function seedProduct(number) {
  const kind = KINDS[number % KINDS.length];
  const colour = COLOURS[number % COLOURS.length];
  const at = new Date(FIRST_UPDATE + number * 60_000).toISOString();
  return {
    id: idOf(number),
    sku: `${kind.slice(0, 3).toUpperCase()}-${1000 + number}`,
    name: `${kind}, ${colour}, no. ${number}`,
    price: { amount: 400 + ((number * 37) % 3000), currency: 'EUR' },
    stock: (number * 7) % 90,
    created_at: at,
    updated_at: at,
  };
}

/**
 * The products of the warehouse, ordered by id: those of the start, and those that are added.
 *
 * @param count how many there are at the start
 */
export function createProducts(now, count = COUNT) {
  const products = new Map();
  for (let number = 1; number <= count; number += 1)
    products.set(idOf(number), seedProduct(number));
  let lastNumber = COUNT;
  const timestamp = () => new Date(now()).toISOString();

  return {
    /** @param updatedSince milliseconds since 1970; those that changed at that time or later */
    list: ({ updatedSince = -Infinity } = {}) =>
      [...products.values()].filter(({ updated_at }) => Date.parse(updated_at) >= updatedSince),
    find: (id) => products.get(id) ?? null,

    create(fields) {
      lastNumber += 1;
      const at = timestamp();
      const product = { id: idOf(lastNumber), ...fields, created_at: at, updated_at: at };
      products.set(product.id, product);
      return product;
    },

    change(id, fields) {
      const product = { ...products.get(id), ...fields, updated_at: timestamp() };
      products.set(id, product);
      return product;
    },

    remove: (id) => products.delete(id),
  };
}
