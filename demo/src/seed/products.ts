/** A product that Stripe knows as well: its events change it. */
export const mug: Record<string, unknown> = {
  name: 'Harbour mug',
  stripeId: 'prod_TkM4harbourMug',
  description: 'Stoneware, 350 ml.',
  active: true,
  price: 23,
};
