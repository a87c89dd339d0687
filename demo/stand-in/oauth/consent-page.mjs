import { escapeHtml as escape } from '../../escape-html.mjs';
import { page } from '../page.mjs';
import { SCOPES } from './scopes.mjs';

/** Asks the person whether an app may do what it asks for; they can allow less. */
export function consentPage({ requestId, client, account, scopes, redirectUri }) {
  const boxes = scopes.map(
    (scope) => `<label><input type="checkbox" name="scope" value="${escape(scope)}" checked>
    ${escape(SCOPES[scope])} <code>${escape(scope)}</code></label>`,
  );
  return page(
    `Connect ${client.name} to your account?`,
    `<p>You are signed in as <strong>${escape(account.name)}</strong>.
  ${escape(client.name)} would like to:</p>
<form method="post" action="/oauth/consent">
  <input type="hidden" name="request" value="${escape(requestId)}">
  <fieldset><legend>What you allow</legend>${boxes.join('')}</fieldset>
  <button class="first" name="decision" value="approve">Approve</button>
  <button name="decision" value="deny">Deny</button>
</form>
<p><small>You go back to <code>${escape(new URL(redirectUri).origin)}</code> either way.
  You can take this back at any time in Harbour.</small></p>`,
  );
}

/** Something is wrong, and the person cannot be sent back. */
export const problemPage = (sentence) =>
  page(
    'This did not work',
    `<p>${escape(sentence)}</p><p>Close this window and begin again in the app that you came from.</p>`,
  );
