import type {
  Api,
  Conflict,
  Job,
  JobInput,
  Run,
  RunDetail,
  RunKind,
} from '../../../server/src/sync/contracts';
import type { HttpClient } from '../../support/http-client';
import { eventually } from '../../support/outgoing';
import type { StandIn } from '../../support/stand-in';

/** Address of the admin API of sync. */
export const SYNC = '/integration-builder/sync';

/** Products of the stand-in and of the demo, kept alike both ways; conflicts wait for somebody. */
export async function aProductJob(
  http: HttpClient,
  connectionId: number,
  input: Partial<JobInput> = {},
): Promise<Job> {
  const job: JobInput = {
    name: 'Warehouse',
    connectionId,
    resource: 'products',
    contentType: 'api::product.product',
    direction: 'two-way',
    mapping: [
      { field: 'sku', path: 'sku', flow: 'both' },
      { field: 'name', path: 'name', flow: 'both' },
      { field: 'stock', path: 'stock', flow: 'both' },
      {
        field: 'price',
        path: 'price.amount',
        flow: 'import',
        transform: { kind: 'money', fractionDigits: 2 },
      },
    ],
    matchField: 'sku',
    strategy: 'manual',
    deletes: { document: 'delete', external: 'ignore' },
    ...input,
  };
  const response = await http
    .post(`${SYNC}/jobs`)
    .send(job)
    .expect((answer) => {
      if (!answer.ok) throw new Error(answer.text);
    });
  return (response.body as Api['POST /jobs']['response']).data;
}

/** A run, as soon as it has ended. */
export async function endedRun(http: HttpClient, id: number): Promise<RunDetail> {
  return eventually(
    async () => {
      const { body } = await http.get(`${SYNC}/runs/${id}`).expect(200);
      const { data } = body as Api['GET /runs/:id']['response'];
      return data.state !== 'running' && data;
    },
    { what: `the end of run ${id}`, timeoutMs: 40_000, everyMs: 200 },
  );
}

/** Runs a job to its end. */
export async function ranJob(
  http: HttpClient,
  jobId: number,
  kind: Extract<RunKind, 'full' | 'preview'> = 'full',
): Promise<RunDetail> {
  const { body } = await http.post(`${SYNC}/jobs/${jobId}/runs`).send({ kind });
  return endedRun(http, (body as { data: Run }).data.id);
}

/** Does what a preview has said, to the end. */
export async function appliedPreview(http: HttpClient, id: number): Promise<RunDetail> {
  const { body } = await http.post(`${SYNC}/runs/${id}/apply`).expect(201);
  return endedRun(http, (body as { data: Run }).data.id);
}

/** The newest conflict of a job that waits. */
export async function openConflict(http: HttpClient, jobId: number): Promise<Conflict> {
  const { body } = await http.get(`${SYNC}/conflicts`).query({ jobId, state: 'open' }).expect(200);
  const [conflict] = (body as Api['GET /conflicts']['response']).data;
  if (!conflict) throw new Error(`no conflict of job ${jobId} waits`);
  return conflict;
}

/** Changes a product at the stand-in, as its own staff would. */
export async function changeProduct(
  { url, control }: StandIn,
  id: string,
  changes: object,
): Promise<void> {
  const { access_token: token } = await control.issueTokens();
  const response = await fetch(`${url}/api/products/${id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(changes),
  });
  if (!response.ok) throw new Error(await response.text());
}

const PRODUCTS = '/content-manager/collection-types/api::product.product';

/** Changes the entry of a product in Strapi, as an editor would. */
export async function changeEntry(http: HttpClient, sku: string, changes: object): Promise<void> {
  const { body } = await http.get(PRODUCTS).query({ 'filters[sku][$eq]': sku }).expect(200);
  const [entry] = (body as { results: { documentId: string }[] }).results;
  if (!entry) throw new Error(`there is no entry of ${sku}`);
  await http.put(`${PRODUCTS}/${entry.documentId}`).send(changes).expect(200);
}
