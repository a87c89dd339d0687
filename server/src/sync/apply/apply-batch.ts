import type { Change } from '../plan/change';
import type { ApplyPorts, StrapiTransaction } from './apply-ports';
import { type ChangeResult, resultOf } from './change-result';
import { type AtService, writeAtService } from './service-step';
import { writeInStrapi } from './strapi-step';

type Position = string | null | undefined;

/**
 * Does a batch of changes: at the service one after the other, then in Strapi all together, with how far the run is. Where
 * one of them breaks the others off, each is done by itself, so that only that one fails.
 *
 * @param position of the listing once all of it is done; undefined where that stays as it was
 * @throws for a fault that is none of a record's (the database is gone, the service does not answer), after what the service
 *   has taken is written down
 */
export async function applyBatch(
  changes: readonly Change[],
  ports: ApplyPorts,
  position: Position,
): Promise<ChangeResult[]> {
  const { done, fault } = await writeAtService(changes, ports);
  const reached = fault ? undefined : position;
  const results =
    (await finishTogether(done, ports, reached)) ?? (await finishOneByOne(done, ports, reached));
  if (fault) throw fault.error;
  return results;
}

/** Null where one of them broke the others off. */
async function finishTogether(
  done: readonly AtService[],
  ports: ApplyPorts,
  position: Position,
): Promise<ChangeResult[] | null> {
  const results: ChangeResult[] = [];
  try {
    await ports.transaction(async (trx) => {
      results.length = 0;
      for (const at of done) results.push(await finish(at, trx, ports));
      await trx.recordProgress({ results, position });
    });
    return results;
  } catch (error) {
    if (ports.faultOf(error) === null) throw error;
    return null;
  }
}

async function finishOneByOne(
  done: readonly AtService[],
  ports: ApplyPorts,
  position: Position,
): Promise<ChangeResult[]> {
  const all: ChangeResult[] = [];
  for (const at of done) all.push(await finishAlone(at, ports));
  await ports.transaction((trx) => trx.recordProgress({ results: [], position }));
  return all;
}

async function finishAlone(at: AtService, ports: ApplyPorts): Promise<ChangeResult> {
  const { transaction, faultOf } = ports;
  let result = resultOf(at.change, 'failed');
  const record = (trx: StrapiTransaction) =>
    trx.recordProgress({ results: [result], position: undefined });
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
  if (change.kind === 'quarantine') {
    return resultOf(change, 'failed', change.problems.map(({ message }) => message).join(' '));
  }
  if ('isHeld' in change && change.isHeld) return resultOf(change, 'held');
  const pair = await writeInStrapi(at, { trx, keyOf });
  if (!pair) return resultOf(change, 'outdated');
  const { externalId, documentId } = pair;
  return { ...resultOf(change, 'applied'), externalId, documentId };
}
