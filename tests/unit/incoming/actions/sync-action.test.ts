import { createSyncAction } from '../../../../server/src/incoming/actions/sync-action';
import type { AskedByEvent } from '../../../../server/src/sync/triggers/event-trigger';

const event = { traceId: 'a'.repeat(32) } as Parameters<
  ReturnType<typeof createSyncAction>
>[1]['event'];

function begun(recordPath: string | null, payload: unknown) {
  const asked: AskedByEvent[] = [];
  const beginSync = createSyncAction((one) => {
    asked.push(one);
    return Promise.resolve({ id: 7 } as Awaited<
      ReturnType<Parameters<typeof createSyncAction>[0]>
    >);
  });
  const action = { id: 's', kind: 'sync' as const, eventTypes: ['*'], jobId: 3, recordPath };
  return { asked, effect: beginSync(action, { event, payload }) };
}

it('asks for a run of the whole job, or about the record that the event names', async () => {
  const whole = begun(null, {});
  expect(await whole.effect).toEqual({ effect: 'sync-begun', runId: 7 });
  expect(whole.asked).toEqual([{ jobId: 3, externalId: null, traceId: event.traceId }]);
  const named = begun('data.id', { data: { id: 42 } });
  expect(await named.effect).toEqual({ effect: 'record-sync-begun', runId: 7 });
  expect(named.asked).toMatchObject([{ externalId: '42' }]);
});

it.each([[{}], [{ data: { id: '' } }], [{ data: { id: { deep: 1 } } }], [undefined]])(
  'does not take an event without an id for one about everything: %j',
  async (payload) => {
    const { asked, effect } = begun('data.id', payload);
    await expect(effect).rejects.toThrow('no id at "data.id"');
    expect(asked).toEqual([]);
  },
);
