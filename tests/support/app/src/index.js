'use strict';

const { ADMIN_EMAIL, ADMIN_PASSWORD } = require('./admin-credentials.js');

module.exports = {
  /** Providers that a test describes to a process of its own, without functions. */
  register({ strapi }) {
    for (const provider of JSON.parse(process.env.TEST_PROVIDERS ?? '[]')) {
      strapi.plugin('integration-builder').service('providers').register(provider);
    }
  },

  /** What every test takes for granted: a super admin and the locales en and fr. Safe to repeat on the same data. */
  async bootstrap({ strapi }) {
    const users = strapi.service('admin::user');
    if (!(await users.exists({ email: ADMIN_EMAIL }))) {
      const role = await strapi.service('admin::role').getSuperAdmin();
      await users.create({
        firstname: 'Ada',
        lastname: 'Admin',
        email: ADMIN_EMAIL,
        password: ADMIN_PASSWORD,
        registrationToken: null,
        isActive: true,
        roles: [role.id],
      });
    }

    const locales = strapi.plugin('i18n').service('locales');
    if (!(await locales.findByCode('fr'))) {
      await locales.create({ code: 'fr', name: 'French (fr)' });
    }
  },
};
