import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { format, resolveConfig } from 'prettier';

import { type BenchResult, type BenchRow, targetText } from './support/results';

/* npx tsx bench/write-docs.ts: writes docs/benchmarks.md from bench/results, so that no figure of a table is typed by hand. */

const resultsDirectory = path.join(__dirname, 'results');
const target = path.resolve(__dirname, '../docs/benchmarks.md');

const DATABASES: Record<string, string> = {
  sqlite: 'SQLite',
  postgres: 'PostgreSQL',
  mysql: 'MySQL/MariaDB',
};

/** What each benchmark does, for a reader who has not seen its code. */
const WORK: Record<string, string> = {
  'outgoing-latency':
    '20,000 recorded deliveries (2,000 messages of 1 KB to 10 endpoints) whose receivers answer after 50 ms. The clock runs from the start of the worker to the last settled row; every delivery is durable, signed and logged, and every signature is verified afterwards. The peer is the webhook runner of the same Strapi version, unmodified, fed through `strapi.eventHub` with 10 webhooks; its rate is taken over fewer deliveries.',
  'outgoing-throughput':
    "The same with receivers that answer at once, beside a bare `undici` loop in a process of its own that signs nothing and stores nothing, and beside Strapi's runner.",
  'content-overhead':
    'Rounds of 400 REST creates by 4 clients with 10 endpoints that want every one of them, beside the same app without the plugin. "While another instance delivers" is an instance with `workers: false`, which only records; in the other rows the same process delivers as well. It gives way to requests for up to five seconds, so in a short round part of the deliveries leaves after it; all of them are awaited and verified before the next.',
  'outgoing-backlog':
    '1,000,000 deliveries wait for 10 endpoints: claims of 300 rows, pages of the log over HTTP by every filter (the first and the next), and how much more resident memory a fresh worker takes at its peak while it works off 50,000 of them than while it works off 50,000 with nothing behind them.',
  incoming:
    'Signed events of 1 KB, each with an id of its own, from 64 connections: verified, told from repetitions and committed before they are answered. `POST /api/notes`, a REST create of the smallest type there can be, and `/_health`, the cheapest route of Strapi, take turns with them in the same Strapi process and from as many connections. At half load events are sent at an even pace of half the rate that was just measured, and the time of each counts from the moment it was to be sent. After every round each event that was answered is looked for in the database and compared byte by byte; some are posted once more, and some wrongly signed.',
  'incoming-actions':
    '20,000 stored events of 10,000 products through a mapping upsert into `note`: half of them create an entry and half update it, with no endpoint of outgoing webhooks. The clock runs from turning the source on to the last settled row; the result of every event is stored. The peer is a bare loop over the same values in the same Strapi version without the plugin: it finds, then creates or updates through `strapi.documents()`, as many at once as were the fastest of 1, 4 and 8. For both the field by which notes are found has an index. Ours finds the entry by one statement of its own, past `strapi.documents()`, which costs half as much as the `findFirst` of the peer; creating and updating are the same calls on both sides.',
  'http-client':
    '20,000 GETs of 200 bytes on loopback, 64 at once, through a connection: each is signed, its address judged, its limit kept, and it is a line in the log; the clock stops when the last line is written. `undici.request` and the global `fetch` read the same JSON in a process of their own and do nothing else.',
  'http-cache':
    'The same, where nine in ten answers may be kept for a minute and are of 100 records, with the cache and with `api.cacheEnabled: false`.',
  token:
    '`getValidAccessToken` for an OAuth token that is good and renews itself before its end, by 1,000 callers at once, a million times. The copy in memory is compared with the database twice a second, whoever asks; a run with more queries for connections than that ends with an error.',
  'sync-import':
    '10,000 records that are new become entries of the smallest type there can be, one by one in batches of 100, and in bulk in batches of 500. The service lists them from memory, so that nothing is measured but the sync itself. The peer is a bare loop of the same `documents().create`, one after the other, in a Strapi without the plugin. Every round of each runs in a fresh process and begins without an entry; afterwards every entry is compared.',
  'sync-idle':
    '100,000 records and their entries, of which none has changed: every pair is read and compared. Statements that write are counted, but for those of the run itself.',
  'sync-one-percent':
    '100,000 records and their entries, of which one in a hundred has another name at the service. What such a run may take is measured beside it in the same round: one and a half times a run in which nothing has changed, and a bare loop of the same `documents().update` in a Strapi without the plugin.',
  'sync-memory':
    'How much more resident memory a run over 1,000,000 records takes at its peak than one over 10,000, each in a fresh process, and how late the event loop is meanwhile.',
};

/** What keeps a benchmark from its target, found by a profiler or by leaving something out in a run of its own. */
const LIMITS: Record<string, string> = {
  'outgoing-throughput':
    "The event loop of the one Strapi process is the limit. Of its time, a profile on PostgreSQL gives 18 % to writing to sockets, 13 % to collecting garbage, 10 % to the database driver and 5 % to signing; Node keeps track of every promise for the transactions of Strapi, which a bare loop is spared. What was tried and is in: signing by `node:crypto` instead of `svix` (2 µs for 1 KB instead of 14), undici's `dispatch` instead of `request` (21 µs of processor time a request instead of 25), one abort listener for all requests (3 µs), addresses parsed once (5 µs), rows written as one JSON parameter (6 µs a row instead of 9).",
  'content-overhead':
    'What is missing are the rows of the deliveries. With the message recorded and the ten rows left out, the instance that only records comes to 0.91 (SQLite), 0.90 (PostgreSQL) and 0.91 (MariaDB) for `note`, the smallest type there can be. Each row stands in six indexes, every one of which a page of the log or a claim of the worker needs. To write them later, in the worker, was considered and left: it only moves the work to the deliveries, and the log would show an event later than it happened. A round of articles lasts longer than the five seconds for which deliveries give way, so the slower the machine, the more of them leave within it.',
  incoming:
    'Of the processor time of a run on SQLite, REST creates included, a profile gives 33 % to the database driver, 22 % to the layers of Strapi and Koa that every request passes and `/_health` for the most part as well, 5 % to collecting garbage and 5 % to the plugin. What is missing is the commit.',
  'http-cache':
    'The faster a call without the cache is, the less there is to win: with the cache one in ten goes out all the same, and that is about half of the time.',
  'http-client':
    "Strapi follows every promise and timer of its process, for its transactions: `undici.request` itself makes a third fewer calls there than in a process of its own, and beside it ours comes to more than half. The guarded sender alone, without anything of the client, made 14,000 calls a second on SQLite, everything without the log 10,100, and all of it 9,600, before promises and copies were taken out of the client's way for another tenth. What ours comes to beside fetch has been between 1.7 and 2.6 in runs of a week; fetch alone differs by a tenth between the three databases, with which it has nothing to do.",
};

const HEADER = `# Benchmarks

Written by \`npx tsx bench/write-docs.ts\` from \`bench/results\`, where every sample is kept. Take them again with
\`npm run bench\` (all) or \`npm run bench -- outgoing-latency\` (one).

Ours and the peers take turns in one run; a figure is the median of five rounds. A run in which a single message is
lost, wrongly signed or invented ends with an error and writes nothing. Sender, receivers, clients and database servers
share the machine's cores.
`;

function section({ name, takenAt, machine, rows }: BenchResult): string {
  const table = rows.map(line).join('\n');
  return `## ${name}

${WORK[name] ?? ''}

| database | metric | ours | peer | beside | ratio | target | met |
|---|---|---:|---:|---|---:|---:|---|
${table}
${LIMITS[name] ? `\n${LIMITS[name]}\n` : ''}
Taken ${takenAt.slice(0, 10)} on ${machine.cores} cores, Node ${machine.node}.
`;
}

function line(row: BenchRow): string {
  const { database, metric, ours, peer, peerName, ratio, met } = row;
  const cells = [
    DATABASES[database] ?? database,
    metric,
    figure(ours),
    peer === null ? '' : figure(peer),
    peerName ?? '',
    ratio === null ? '' : `${figure(ratio)}×`,
    targetText(row),
    met === null ? '' : met ? 'yes' : 'no',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Three significant digits. */
function figure(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en');
}

const results = readdirSync(resultsDirectory)
  .filter((file) => file.endsWith('.json'))
  .map(
    (file) => JSON.parse(readFileSync(path.join(resultsDirectory, file), 'utf8')) as BenchResult,
  );
const order = Object.keys(WORK);
results.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));

async function write() {
  const text = [HEADER, ...results.map(section)].join('\n');
  writeFileSync(target, await format(text, { ...(await resolveConfig(target)), filepath: target }));
  console.log(`${results.length} benchmarks written to ${path.relative(process.cwd(), target)}`);
}

void write();
