import { adminRoutes, withoutFields } from '../admin-routes';
import type { FeatureRoute } from '../feature';

type Action = 'sync.read' | 'sync.write' | 'sync.run' | 'sync.resolve';

const subCategory = 'Sync';

/** What an administrator can be granted. */
export const permissions: { id: Action; displayName: string; subCategory: string }[] = [
  { id: 'sync.read', displayName: 'See sync jobs, what they did, and conflicts', subCategory },
  { id: 'sync.write', displayName: 'Create, change and delete sync jobs', subCategory },
  { id: 'sync.run', displayName: 'Run, preview, apply and cancel', subCategory },
  { id: 'sync.resolve', displayName: 'Answer conflicts, decide about deletions', subCategory },
];

const route = adminRoutes<Action>('sync');

export const routes: FeatureRoute[] = [
  route('GET', '/sources', 'sync-setup.sources', 'sync.write'),
  route('GET', '/content-types', 'sync-setup.contentTypes', 'sync.read'),
  route('GET', '/locales', 'sync-setup.locales', 'sync.read'),
  route('POST', '/draft', 'sync-setup.draft', 'sync.write'),
  route('POST', '/sample', 'sync-setup.sample', 'sync.write'),
  route('POST', '/schedule', 'sync-setup.schedule', 'sync.write'),

  route('GET', '/jobs', 'sync-job.find', 'sync.read'),
  route('POST', '/jobs', 'sync-job.create', 'sync.write'),
  route('GET', '/jobs/:id', 'sync-job.findOne', 'sync.read'),
  route('PUT', '/jobs/:id', 'sync-job.update', 'sync.write'),
  route('DELETE', '/jobs/:id', 'sync-job.delete', 'sync.write'),

  route('POST', '/jobs/:id/runs', 'sync-run.begin', 'sync.run'),
  route('GET', '/jobs/:id/runs', 'sync-run.find', 'sync.read'),
  route('GET', '/runs/:id', 'sync-run.findOne', 'sync.read'),
  withoutFields(route('POST', '/runs/:id/cancel', 'sync-run.cancel', 'sync.run')),
  withoutFields(route('POST', '/runs/:id/go-on', 'sync-run.goOn', 'sync.run')),
  withoutFields(route('POST', '/runs/:id/apply', 'sync-run.apply', 'sync.run')),
  route('POST', '/runs/:id/deletions', 'sync-run.decide', 'sync.resolve'),
  withoutFields(route('POST', '/runs/:id/retry', 'sync-run.retry', 'sync.run')),
  route('GET', '/runs/:id/changes', 'sync-run.changes', 'sync.read'),

  route('GET', '/conflicts', 'sync-conflict.find', 'sync.read'),
  route('GET', '/conflicts/:id', 'sync-conflict.findOne', 'sync.read'),
  route('POST', '/conflicts/:id/answer', 'sync-conflict.answer', 'sync.resolve'),
  withoutFields(route('POST', '/conflicts/:id/undo', 'sync-conflict.undo', 'sync.resolve')),
];
