import { incomingSources } from '../../../demo/src/seed/incoming-sources';
import { valueAt } from '../../../server/src/content/payload-path';
import { matchesAnyEventType } from '../../../server/src/incoming/actions/event-type-pattern';
import { newSourceSchema } from '../../../server/src/incoming/sources/source-input';
import { createProviderRegistry } from '../../../server/src/providers/registry';
import { vendorEvents } from '../../support/vendor-events/vendor-events';

const providers = createProviderRegistry();
const events = vendorEvents('http://127.0.0.1:1337', Date.parse('2026-01-31T09:30:00.000Z'));
const sources = incomingSources.map((input) => newSourceSchema.parse(input));

const actions = sources.flatMap(({ slug, actions: list = [] }) =>
  list.map(
    (action) => [`${slug}: ${action.kind} ${action.eventTypes.join()}`, slug, action] as const,
  ),
);

/** Every path that an action reads. */
function pathsOf(action: (typeof actions)[number][2]): string[] {
  if (!('match' in action)) return [];
  const mapping = 'mapping' in action ? action.mapping : [];
  return [action.match.path, ...mapping.flatMap(({ from }) => ('path' in from ? from.path : []))];
}

describe('the sources of the demo', () => {
  it('are one of each provider, with settings that it takes', () => {
    const receiving = providers.list().filter(({ webhook }) => webhook);
    expect(sources.map(({ provider }) => provider)).toEqual(receiving.map(({ id }) => id));
    for (const { provider, settings = {} } of sources) {
      const schema = providers.find(provider)?.webhook?.settings;
      expect(schema ? schema.safeParse(settings).error : undefined).toBeUndefined();
    }
  });

  it.each(actions)('act on events that the demo sends (%s)', (_name, slug, action) => {
    const meant = events.filter(
      ({ vendorId, eventName }) =>
        vendorId === slug && matchesAnyEventType(action.eventTypes, eventName),
    );
    expect(meant.length).toBeGreaterThan(0);
    for (const { request } of meant) {
      const payload: unknown = JSON.parse(request.body);
      for (const path of pathsOf(action)) expect(valueAt(payload, path)).toBeDefined();
    }
  });
});
