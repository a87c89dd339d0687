import type { StrapiApp } from '@strapi/strapi/admin';

/** The panel of the demo: English, and French for those who choose it in their profile. */
export default {
  config: { locales: ['fr'] },
  bootstrap(_app: StrapiApp) {},
};
