import type { Judgement } from './apply-plan';
import type { Change } from '../plan/change';
import {
  type ApplyPorts,
  NOT_REACHED,
  type Pair,
  type Reached,
  type StrapiTransaction,
} from './apply-ports';
import { type ChangeResult, reasonOf, resultOf } from './change-result';
import { type AtService, workOutsideStrapi } from './service-step';
import { createTogether, writeInStrapi } from './strapi-step';

/** What a batch has come to, and how far the run is with it. */
interface Batch {
  done: readonly AtService[];
  /** Of changes that are not done. */
  results: readonly ChangeResult[];
  reached: Reached;
}

/**
 * Does a batch of changes: at the service one after the other, then in Strapi all together, with how far the run is. Where
 * one of them breaks the others off, each is done by itself, so that only that one fails.
 *
 * @param reached once all of it is done
 * @throws for a fault that is none of a record's (the database is gone, the service does not answer), after what the service
 *   has taken is written down
 */
export async function applyBatch(
  { todo, results }: Judgement,
  ports: ApplyPorts,
  reached: Reached,
): Promise<ChangeResult[]> {
  const { done, untried, fault } = await workOutsideStrapi(todo, ports);
  // First of all: of a run that was called off, nothing can be written below.
  if (untried.length > 0) await ports.forgetCreations(untried);
  const batch = { done, results, reached: fault ? NOT_REACHED : reached };
  const all = (await finishTogether(batch, ports)) ?? (await finishOneByOne(batch, ports));
  if (fault) throw fault.error;
  return all;
}

/** Null where one of them broke the others off. */
async function finishTogether(
  { done, results, reached }: Batch,
  ports: ApplyPorts,
): Promise<ChangeResult[] | null> {
  const all: ChangeResult[] = [];
  try {
    await ports.transaction(async (trx) => {
      all.splice(0, all.length, ...results);
      const made = await makeInBulk(done, trx);
      for (const at of done) all.push(made.get(at) ?? (await finish(at, trx, ports)));
      await trx.recordProgress({ ...reached, results: all });
    });
    return all;
  } catch (error) {
    if (ports.faultOf(error) === null) throw error;
    return null;
  }
}

/** What becomes of new entries that can be made together. */
async function makeInBulk(
  done: readonly AtService[],
  trx: StrapiTransaction,
): Promise<ReadonlyMap<AtService, ChangeResult>> {
  const { bulk } = trx;
  if (!bulk) return new Map();
  const places = done.flatMap((at) => {
    const { change } = at;
    const isNew = change.kind === 'create-document' && change.link === null;
    return isNew && bulk.takes(change.values) ? [{ at, change }] : [];
  });
  if (places.length === 0) return new Map();
  const changes = places.map(({ change }) => change);
  const pairs = await createTogether(changes, bulk, trx);
  return new Map(
    places.map(({ at, change }, index) => [at, appliedTo(change, pairs[index] as Pair)]),
  );
}

async function finishOneByOne(
  { done, results, reached }: Batch,
  ports: ApplyPorts,
): Promise<ChangeResult[]> {
  const all = [...results];
  for (const at of done) all.push(await finishAlone(at, ports));
  await ports.transaction((trx) => trx.recordProgress({ ...reached, results }));
  return all;
}

async function finishAlone(at: AtService, ports: ApplyPorts): Promise<ChangeResult> {
  const { transaction, faultOf } = ports;
  let result = resultOf(at.change, 'failed');
  const record = (trx: StrapiTransaction) =>
    trx.recordProgress({ ...NOT_REACHED, results: [result] });
  try {
    await transaction(async (trx) => {
      result = await finish(at, trx, ports);
      await record(trx);
    });
  } catch (error) {
    const fault = faultOf(error);
    if (fault === null) throw error;
    result = resultOf(at.change, 'failed', fault);
    await transaction(record);
  }
  return result;
}

async function finish(
  at: AtService,
  trx: StrapiTransaction,
  { faultOf, keyOf }: ApplyPorts,
): Promise<ChangeResult> {
  const { change, state, error, creationKey } = at;
  if (state !== 'ready') {
    // What the service refuses to make is asked for again by the next run, which may know better.
    if (creationKey !== null) await trx.endCreation(creationKey);
    return resultOf(change, state, state === 'failed' ? faultOf(error) : null);
  }
  if (change.kind === 'quarantine') return resultOf(change, 'failed', reasonOf(change));
  if ('isHeld' in change && change.isHeld) return resultOf(change, 'held');
  const pair = await writeInStrapi(at, { trx, keyOf });
  return pair ? appliedTo(change, pair) : resultOf(change, 'outdated');
}

const appliedTo = (change: Change, { externalId, documentId }: Pair): ChangeResult => ({
  ...resultOf(change, 'applied'),
  externalId,
  documentId,
});
