import { freeSlug, isSlug, slugFrom } from '../../../admin/src/pages/webhooks/incoming/form/slug';

describe('the end of an address that a name suggests', () => {
  it.each([
    ['Shop payments', 'shop-payments'],
    ['  Été à Zürich!  ', 'ete-a-zurich'],
    ['Stripe (EU) / test', 'stripe-eu-test'],
    ['東京', ''],
    ['---', ''],
    [`${'a'.repeat(62)} b`, 'a'.repeat(62)],
  ])('"%s": "%s"', (name, slug) => {
    expect(slugFrom(name)).toBe(slug);
    expect(slug === '' || isSlug(slug)).toBe(true);
  });

  it('is numbered where another source has it', () => {
    expect(freeSlug('Shop', ['stripe'])).toBe('shop');
    expect(freeSlug('Shop', ['shop'])).toBe('shop-2');
    expect(freeSlug('Shop', ['shop', 'shop-2', 'shop-3'])).toBe('shop-4');
    const long = 'a'.repeat(63);
    expect(freeSlug(long, [long])).toBe(`${'a'.repeat(61)}-2`);
  });

  it.each(['', '-a', 'a-', 'A', 'a_b', 'a'.repeat(64)])('"%s" is none', (text) => {
    expect(isSlug(text)).toBe(false);
  });
});
