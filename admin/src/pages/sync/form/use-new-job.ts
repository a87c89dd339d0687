import * as React from 'react';

import { useQueryState } from '../../../hooks/use-query-state';
import {
  changedForm,
  draftKey,
  newJobForm,
  resourceOf,
  withDraft,
  type JobForm,
  type Start,
} from './job-form';
import { ownTimeZone } from './time-zones';
import { useJobSurroundings } from './use-job-surroundings';

/** What a job is about, as the address tells it, so that a step can be shared and survives a reload. */
const startOf = (params: URLSearchParams): Start => ({
  connectionId: Number(params.get('connection')) || null,
  resource: params.get('resource') ?? '',
  contentType: params.get('type') ?? '',
});

/** A job that is begun, and what it is filled in with as soon as that is known. */
export const useNewJob = () => {
  const [params, changeAddress] = useQueryState();
  const [form, setForm] = React.useState(() => newJobForm(startOf(params), ownTimeZone()));
  const { surroundings, ...loading } = useJobSurroundings(form);
  const { draft, resource } = surroundings;
  const resourceName = resource?.name ?? form.resource;

  React.useEffect(() => {
    if (!draft) return;
    setForm((previous) =>
      previous.drafted === draftKey(previous) ? previous : withDraft(previous, draft, resourceName),
    );
  }, [draft, resourceName]);

  const change = (changes: Partial<JobForm>) => {
    const next = { ...form, ...changes };
    const parametersOf = (start: Start) =>
      resourceOf(start, surroundings.sources)?.parameters ?? [];
    setForm((previous) => changedForm(previous, changes, parametersOf));
    const isSame =
      next.connectionId === form.connectionId &&
      next.resource === form.resource &&
      next.contentType === form.contentType;
    if (isSame) return;
    changeAddress(
      {
        connection: next.connectionId === null ? undefined : String(next.connectionId),
        resource: next.resource,
        type: next.contentType,
      },
      { isReplacing: true },
    );
  };

  return { form, change, surroundings, ...loading };
};
