import { NotBegunError } from '../not-begun-error.mjs';

export const summary =
  'runs a sync job; with --preview it only says what that would do: sync <job> [--preview]';

const REPORT_EVERY_MS = 1_000;
const PREVIEW = '--preview';

/** What is counted, with its words for what was done and for what would be. */
const COUNTS = [
  ['created', 'created', 'to create'],
  ['updated', 'changed', 'to change'],
  ['deleted', 'deleted', 'to delete'],
  ['conflicts', 'conflicts that wait', 'conflicts that would wait'],
  ['held', 'deletions that wait', 'deletions that would wait'],
  ['failed', 'failed', 'that would fail'],
  ['outdated', 'changed meanwhile', 'changed meanwhile'],
];

/**
 * Runs a job in this process; the site may be running beside it.
 *
 * @returns 0 when it has come to its end and no record has failed
 * @throws {NotBegunError} where there is no such job, it cannot run, or it is running already
 */
export async function run({ strapi, args, say, signal }) {
  const sync = strapi.plugin('integration-builder').service('sync');
  const isPreview = args.includes(PREVIEW);
  const job = await jobNamed(
    args.filter((arg) => arg !== PREVIEW),
    sync,
  );
  const { id } = await begin(job, isPreview ? 'preview' : 'full', sync);
  const callOff = () => void sync.runs.cancel(id);
  signal.addEventListener('abort', callOff);
  if (signal.aborted) callOff();
  const timer = setInterval(async () => say(progressOf(await sync.runs.find(id))), REPORT_EVERY_MS);
  try {
    await sync.runs.whenEnded(job.id);
  } finally {
    clearInterval(timer);
  }
  const ended = await sync.runs.find(id);
  say(outcomeOf(job, ended, isPreview));
  return ended.state === 'completed' && (isPreview || ended.counts.failed === 0) ? 0 : 1;
}

async function jobNamed(names, { jobs }) {
  const all = await jobs.findAll();
  const list = all.map(({ id, name }) => `  ${String(id).padEnd(6)}${name}`).join('\n');
  const choice = all.length > 0 ? `The jobs of this site:\n${list}` : 'This site has no sync jobs.';
  if (names.length !== 1)
    throw new NotBegunError(`Name one job, by its id or its name.\n${choice}`);
  const [name] = names;
  const named = all.filter((job) => String(job.id) === name || job.name === name);
  if (named.length === 1) return named[0];
  const what =
    named.length === 0
      ? `There is no sync job "${name}".`
      : `Several jobs are called "${name}"; use the id.`;
  throw new NotBegunError(`${what}\n${choice}`);
}

async function begin(job, kind, sync) {
  try {
    return await sync.runHere(job.id, kind);
  } catch (error) {
    if (error.details?.code !== 'sync-job-running') throw error;
    const [newest] = await sync.runs.findNewestOf(job.id);
    throw new NotBegunError(
      `"${job.name}" is running already: ${progressOf(newest)}. Run this again when it has ended.`,
    );
  }
}

const progressOf = ({ id, examined, counts }) =>
  `run ${id} has looked at ${examined} records, ${counts.created} created, ${counts.updated} changed, ${counts.deleted} deleted`;

const STATES = {
  completed: 'done',
  running: 'broken off; the site goes on with it',
  stopped: 'stopped',
  failed: 'failed',
  cancelled: 'called off; what is done stays done',
};

function outcomeOf(job, { id, state, examined, counts, error }, isPreview) {
  const rows = [
    ['looked at', examined],
    ...COUNTS.map(([name, did, would]) => [isPreview ? would : did, counts[name]]),
  ];
  const width = Math.max(...rows.map(([words]) => words.length));
  return [
    `${job.name}, run ${id}${isPreview ? ' (preview)' : ''}: ${STATES[state] ?? state}`,
    ...(error === null ? [] : [error]),
    ...rows.map(([words, count]) => `  ${words.padEnd(width)}  ${String(count).padStart(9)}`),
  ].join('\n');
}
