import type { Api } from '../../../api/sync-contracts';
import type { JobForm } from './job-form';
import { checkPair } from './pair-checks';
import { toMapping, type KnownFields } from './pair-row';

type SampleInput = Api['POST /sample']['body'];

/**
 * What of a form can be tried on real records while it is still being filled in: pairs that are not finished are left out.
 * Null where there is nothing to try.
 */
export const sampleInput = (form: JobForm, known: KnownFields): SampleInput | null => {
  const { connectionId, resource, contentType, locale, matchField } = form;
  const rows = form.rows.filter((_row, at) => {
    const problems = checkPair(form.rows, at, form.direction, known);
    const { flow: _flow, ...others } = problems;
    return Object.keys(others).length === 0;
  });
  if (connectionId === null || rows.length === 0) return null;
  if (known.type?.isLocalized && locale === '') return null;
  const filter = form.filter.filter(({ name }) => name.trim() !== '');
  return {
    connectionId,
    resource,
    contentType,
    mapping: rows.map((row) => toMapping(row, form, known)),
    ...(locale !== '' && { locale }),
    ...(rows.some(({ field }) => field === matchField) && { matchField }),
    ...(filter.length > 0 && {
      filter: Object.fromEntries(filter.map(({ name, value }) => [name.trim(), value])),
    }),
  };
};
