import { html, redirect } from '../http/answers.mjs';
import { returnAddress } from './authorize.mjs';
import { problemPage } from './consent-page.mjs';
import { grantable } from './scopes.mjs';

/** POST /oauth/consent: what the person decided. */
export const consent = (harbour) => (request) => {
  const form = new URLSearchParams(request.body);
  const asked = harbour.authorizations.takeAnswered(form.get('request') ?? '');
  if (!asked) {
    return html(400, problemPage('This page was answered before, or it waited too long.'));
  }
  const approved = asked.scopes.filter((scope) => form.getAll('scope').includes(scope));
  const scopes = grantable(approved, harbour.modes);
  // Who approves, but nothing of what was asked, has denied.
  if (form.get('decision') !== 'approve' || scopes.length === 0) {
    harbour.log('the person has denied');
    const error_description = 'The person said no.';
    const denied = { error: 'access_denied', error_description };
    return redirect(returnAddress(harbour, asked, denied));
  }
  harbour.log(`the person has approved: ${scopes.join(', ')}`);
  const { clientId, redirectUri, challenge } = asked;
  const { account } = harbour.modes;
  const approval = { clientId, redirectUri, challenge, scopes, account };
  const code = harbour.authorizations.issueCode(approval);
  return redirect(returnAddress(harbour, asked, { code }));
};
