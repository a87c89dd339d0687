import { json, Refusal } from '../http/answers.mjs';

const DOCUMENTATION = 'https://docs.github.com/rest';

/** An error as GitHub's REST API gives it. */
export const githubError = (status, message, more = {}) =>
  json(status, { message, ...more, documentation_url: DOCUMENTATION, status: String(status) });

export const refuseAsGitHub = (status, message, more) =>
  new Refusal(githubError(status, message, more));

/** @param code e.g. `missing_field`, `invalid` */
export const invalidField = (field, code) =>
  refuseAsGitHub(422, 'Validation Failed', { errors: [{ resource: 'Issue', field, code }] });
