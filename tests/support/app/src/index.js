'use strict';

const { ADMIN_EMAIL, ADMIN_PASSWORD, MANAGER_EMAIL } = require('./admin-credentials.js');

module.exports = {
  /** Providers that a test describes to a process of its own, without functions but for the one that reads errors. */
  register({ strapi }) {
    for (const provider of JSON.parse(process.env.TEST_PROVIDERS ?? '[]')) {
      provider.access.api.errorMessage = (body) => body?.message ?? null;
      strapi.plugin('integration-builder').service('providers').register(provider);
    }
  },

  /** What every test takes for granted: two admins and the locales en and fr. Safe to repeat on the same data. */
  async bootstrap({ strapi }) {
    const users = strapi.service('admin::user');
    const createAdmin = (email, firstname, role) =>
      users.create({
        firstname,
        lastname: 'Admin',
        email,
        password: ADMIN_PASSWORD,
        registrationToken: null,
        isActive: true,
        roles: [role.id],
      });
    if (!(await users.exists({ email: ADMIN_EMAIL }))) {
      await createAdmin(ADMIN_EMAIL, 'Ada', await strapi.service('admin::role').getSuperAdmin());
      await createAdmin(MANAGER_EMAIL, 'Mary', await createManagerRole(strapi));
    }

    const locales = strapi.plugin('i18n').service('locales');
    if (!(await locales.findByCode('fr'))) {
      await locales.create({ code: 'fr', name: 'French (fr)' });
    }
  },
};

async function createManagerRole(strapi) {
  const roles = strapi.service('admin::role');
  const name = 'Integrations manager';
  const role = await roles.create({ name, description: name });
  const actions = strapi
    .service('admin::permission')
    .actionProvider.values()
    .filter(({ pluginName }) => pluginName === 'integration-builder');
  await roles.assignPermissions(
    role.id,
    actions.map(({ actionId }) => ({
      action: actionId,
      subject: null,
      conditions: [],
      properties: {},
    })),
  );
  return role;
}
