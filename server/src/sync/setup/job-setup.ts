import type { PluginConfig } from '../../config/schema';
import type { ContentModel } from '../../content/content-model';
import type { Strapi } from '../../feature';
import type { ApiClient } from '../../http/client/api-client';
import type { ProviderRegistry } from '../../providers/registry';
import { parameterProblems, withParameters } from '../../providers/resources/parameters';
import type { Resource, ResourceField } from '../../providers/resources/resource';
import { invalidInput, validateInput } from '../../validate-input';
import type { JobDraft, SampleRecord, SyncSource } from '../contracts';
import type { Evaluate } from '../expressions/evaluation';
import { expressionProblems } from '../jobs/expression-rules';
import { cronTimes, draftInput, sampleInput } from '../jobs/job-input';
import type { Jobs } from '../jobs/jobs';
import { autoMap } from '../mapping/auto-map';
import type { FieldMapping } from '../mapping/field-mapping';
import { nextTimes, readCron } from '../schedule/cron';
import { sampleRecords } from './sample-records';

const SHOWN_RUNS = 5;

interface Dependencies {
  strapi: Strapi;
  model: ContentModel;
  providers: ProviderRegistry;
  jobs: Pick<Jobs, 'resourceOf'>;
  findConnections: () => Promise<
    { id: number; name: string; provider: string; account: { name: string } | null }[]
  >;
  clientOf: (connectionId: number) => Promise<ApiClient>;
  evaluate: Evaluate;
  config: PluginConfig['sync'];
  now: () => number;
}

/** What the form of a job asks before there is one. Nothing is stored. */
export function createJobSetup(dependencies: Dependencies) {
  const { strapi, model, providers, jobs, findConnections, clientOf, config, now } = dependencies;
  const { evaluate } = dependencies;

  async function resourceOf(named: { connectionId: number; resource: string }): Promise<Resource> {
    const resource = await jobs.resourceOf(named);
    if (resource) return resource;
    throw invalidInput([{ path: ['resource'], message: 'The service has no such records.' }]);
  }

  function contentTypeOf(uid: string) {
    const type = model.find(uid);
    if (type) return type;
    throw invalidInput([{ path: ['contentType'], message: 'There is no such content type.' }]);
  }

  /** @throws {errors.ValidationError} where the resource wants more to be known of it */
  function ready(resource: Resource, filter: Record<string, string>): Resource {
    const problems = parameterProblems(resource, filter);
    if (problems.length === 0) return withParameters(resource, filter);
    throw invalidInput(problems.map(({ name, message }) => ({ path: ['filter', name], message })));
  }

  /**
   * One that cannot be read is told with each record instead, so that the other pairs are shown meanwhile.
   *
   * @throws {errors.ValidationError} where the site allows none
   */
  async function refuseExpressions(mapping: readonly FieldMapping[]): Promise<void> {
    if (config.expressions) return;
    const problems = await expressionProblems(mapping, null);
    if (problems.length > 0) throw invalidInput(problems);
  }

  async function fieldsOf({ fields }: Resource, connectionId: number): Promise<ResourceField[]> {
    return Array.isArray(fields) ? fields : fields(await clientOf(connectionId));
  }

  return {
    async sources(): Promise<SyncSource[]> {
      const connections = await findConnections();
      return connections.flatMap(({ id, name, provider, account }): SyncSource[] => {
        const known = providers.find(provider);
        if (!known?.resources?.length) return [];
        const resources = known.resources.map((resource) => ({
          id: resource.id,
          name: resource.name,
          canWrite: Boolean(resource.get && resource.create && resource.update),
          canDelete: resource.delete !== undefined,
          canListChanges: resource.isIncremental === true,
          canVerify: resource.get !== undefined,
          parameters: resource.parameters ?? [],
        }));
        const providerName = known.name;
        const accountName = account?.name ?? null;
        return [
          { connectionId: id, name, account: accountName, provider, providerName, resources },
        ];
      });
    },

    contentTypes: model.types,
    locales: model.languages,

    /** When a schedule falls due next. */
    schedule(input: unknown): { nextRuns: string[] } {
      const times = readCron(validateInput(cronTimes, input));
      return {
        nextRuns: nextTimes(times, now(), SHOWN_RUNS).map((at) => new Date(at).toISOString()),
      };
    },

    /** @throws {ApiError} where the service does not say what its records hold */
    async draft(input: unknown): Promise<JobDraft> {
      const parsed = validateInput(draftInput, input);
      const { connectionId, resource: name, contentType, filter } = parsed;
      const type = contentTypeOf(contentType);
      const resource = ready(await resourceOf({ connectionId, resource: name }), filter);
      const fields = await fieldsOf(resource, connectionId);
      const mapping = autoMap(fields, type.fields);
      const canMatch = (field: string) =>
        type.fields.some((one) => one.name === field && one.canMatch);
      const unique = type.fields.find(
        ({ name: field, isUnique, canMatch: can }) =>
          isUnique && can && mapping.some((pair) => pair.field === field),
      );
      const { conflictResolution, deleteBrake, batchSize, enableBidirectional } = config;
      return {
        fields,
        contentType: type,
        mapping,
        matchField: unique?.name ?? mapping.find(({ field }) => canMatch(field))?.field ?? null,
        defaults: {
          strategy: conflictResolution,
          deletes: { document: 'ignore', external: 'ignore' },
          brake: deleteBrake,
          batchSize,
        },
        isExportEnabled: enableBidirectional,
        areExpressionsEnabled: config.expressions,
      };
    },

    /** @throws {ApiError} where the service does not list its records */
    async sample(input: unknown): Promise<SampleRecord[]> {
      const { connectionId, resource: name, ...tried } = validateInput(sampleInput, input);
      const { hasDrafts } = contentTypeOf(tried.contentType);
      const named = await resourceOf({ connectionId, resource: name });
      const resource = ready(named, tried.filter);
      await refuseExpressions(tried.mapping);
      const client = await clientOf(connectionId);
      return sampleRecords({ strapi, model, evaluate }, { ...tried, hasDrafts, resource, client });
    },
  };
}
