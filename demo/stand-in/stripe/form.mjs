const NAME = /^([^[\]]+)((?:\[[^[\]]*\])*)$/;

/**
 * A form as Stripe nests it: `metadata[colour]=navy&items[0][price]=p_1&expand[]=customer`.
 *
 * @returns nested objects; numbered and unnumbered keys (`[0]`, `[]`) make objects with the numbers as names
 */
export function nestedForm(body) {
  const root = {};
  for (const [name, value] of new URLSearchParams(body)) {
    const [, first, rest] = NAME.exec(name) ?? [];
    if (first === undefined) continue;
    const path = [first, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, key]) => key)];
    put(root, path, value);
  }
  return root;
}

function put(target, [key, ...rest], value) {
  const name = key === '' ? String(Object.keys(target).length) : key;
  if (rest.length === 0) return define(target, name, value);
  const inner = Object.hasOwn(target, name) ? target[name] : undefined;
  if (inner !== null && typeof inner === 'object') return put(inner, rest, value);
  return put(define(target, name, {}), rest, value);
}

/** Defined and not assigned, since a name may be `__proto__`. */
function define(target, name, value) {
  Object.defineProperty(target, name, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
  return value;
}
