import { Webhooks } from '@strapi/icons';

/** The picture of *Integrations* in Strapi's main menu. */
export const MenuIcon = Webhooks;
