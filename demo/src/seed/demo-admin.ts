import type { Core } from '@strapi/strapi';

/** The printed sign-in of the demo. It is no secret: the demo listens on loopback only. */
export const DEMO_ADMIN = { email: 'demo@example.com', password: 'Demo-1234' };

export async function createDemoAdmin(strapi: Core.Strapi): Promise<void> {
  const users = strapi.service('admin::user');
  if (await users.exists({ email: DEMO_ADMIN.email })) return;
  const superAdmin = await strapi.service('admin::role').getSuperAdmin();
  await users.create({
    firstname: 'Demo',
    lastname: 'Admin',
    ...DEMO_ADMIN,
    registrationToken: null,
    isActive: true,
    roles: [superAdmin.id],
  });
}
