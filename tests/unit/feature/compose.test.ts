import { compose, type Feature, type Strapi } from '../../../server/src/feature';

/** As much of a Strapi as composing touches. */
function aStrapi() {
  const models: { uid: string; attributes: Record<string, object>; indexes: unknown[] }[] = [];
  const actions: { uid: string; pluginName: string; section: string }[] = [];
  const strapi = {
    get: () => ({ add: (model: (typeof models)[number]) => models.push(model) }),
    service: () => ({
      actionProvider: {
        registerMany: async (many: typeof actions) => void actions.push(...many),
      },
    }),
  } as unknown as Strapi;
  return { strapi, models, actions };
}

const aFeature = (name: string, calls: string[] = []): Feature => {
  const note = (hook: string) => async () => {
    await Promise.resolve();
    calls.push(`${hook} ${name}`);
  };
  return {
    name,
    routes: {
      admin: [{ method: 'GET', path: `/${name}`, handler: `${name}.find`, config: {} }],
    },
    controllers: { [name]: () => ({}) },
    services: { [name]: () => ({}) },
    permissions: [{ id: `${name}.read`, displayName: 'Read', subCategory: name }],
    register: note('register'),
    bootstrap: note('bootstrap'),
    destroy: note('destroy'),
  };
};

describe('composing features', () => {
  it('merges what each brings into one plugin', () => {
    const plugin = compose([aFeature('one'), { name: 'bare' }, aFeature('two')]);
    expect(Object.keys(plugin.services)).toEqual(['one', 'two']);
    expect(Object.keys(plugin.controllers)).toEqual(['one', 'two']);
    expect(plugin.routes.admin).toMatchObject({
      type: 'admin',
      routes: [{ path: '/one' }, { path: '/two' }],
    });
    expect(plugin.routes['content-api']).toEqual({ type: 'content-api', routes: [] });
  });

  it('refuses a name that two features use', () => {
    expect(() => compose([aFeature('one'), aFeature('one')])).toThrow(
      '"one" is defined by two features',
    );
  });

  it('starts one after the other and stops in reverse', async () => {
    const calls: string[] = [];
    const plugin = compose([aFeature('one', calls), aFeature('two', calls)]);
    const { strapi, actions } = aStrapi();
    await plugin.register({ strapi });
    await plugin.bootstrap({ strapi });
    await plugin.destroy({ strapi });
    expect(calls).toEqual([
      'register one',
      'register two',
      'bootstrap one',
      'bootstrap two',
      'destroy two',
      'destroy one',
    ]);
    expect(actions).toMatchObject([
      { uid: 'one.read', pluginName: 'integration-builder', section: 'plugins' },
      { uid: 'two.read' },
    ]);
  });

  it('gives no two attributes of a table the same object', async () => {
    const shared = { type: 'integer' };
    const { strapi, models } = aStrapi();
    await compose([
      {
        name: 'one',
        tables: [
          {
            uid: 'plugin::integration-builder.a',
            singularName: 'a',
            tableName: 'ib_a',
            attributes: { x: shared, y: shared },
          },
        ],
      },
    ]).register({ strapi });
    expect(models[0]?.attributes.x).not.toBe(models[0]?.attributes.y);
    expect(models[0]).toMatchObject({ attributes: { x: shared, y: shared }, indexes: [] });
  });
});
