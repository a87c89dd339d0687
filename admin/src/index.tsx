import type { StrapiApp } from '@strapi/strapi/admin';

import { MenuIcon } from './components/menu-icon';
import { ANY_PAGE } from './permissions';
import { PLUGIN_ID } from './plugin-id';
import { loadTranslations } from './translations/load-translations';

const plugin = {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: `plugins/${PLUGIN_ID}`,
      icon: MenuIcon,
      intlLabel: { id: `${PLUGIN_ID}.plugin.name`, defaultMessage: 'Integrations' },
      permissions: ANY_PAGE,
      Component: () => import('./pages/app'),
    });
    app.registerPlugin({ id: PLUGIN_ID, name: PLUGIN_ID });
  },

  registerTrads({ locales }: { locales: string[] }) {
    return loadTranslations(locales);
  },
};

// Strapi loads a plugin's admin part by its default export.
export default plugin;
