import { escapeHtml as escape } from '../../escape-html.mjs';
import { page } from '../page.mjs';

const button = (order, label, isFirst = false) =>
  `<button name="order" value="${order}"${isFirst ? ' class="first"' : ''}>${label}</button>`;

const row = ([name, value]) =>
  `<tr><th scope="row">${escape(name)}</th><td>${cell(value)}</td></tr>`;

/** A list or an object has a line for each of its parts. */
function cell(value) {
  if (value === null) return 'not set';
  if (Array.isArray(value)) return value.map(cell).join('<br>');
  if (typeof value !== 'object') return escape(value);
  return cell(Object.entries(value).map(([name, part]) => `${name}: ${part}`));
}

const table = (caption, rows) =>
  `<h2>${caption}</h2><table><tbody>${rows.join('')}</tbody></table>`;

const ago = (at, now) => `${Math.max(0, Math.round((now - at) / 1000))} s ago`;

function grantRow({ clientId, account, scopes, createdAt, isRevoked }, now) {
  const status = isRevoked ? 'revoked' : 'alive';
  return row([
    `${status}, ${ago(createdAt, now)}`,
    `${clientId} for ${account.name}: ${scopes.join(', ')}`,
  ]);
}

/** What the stand-in is, how it behaves, and buttons that change it. */
export function controlPage({ modes, counters, grants }, now) {
  const newest = grants.slice(-10).reverse();
  return page(
    'The service of the demo',
    `<p>Harbour is a small wholesaler that does not exist. It stands in for a service that Strapi connects to:
  it signs people in with OAuth, lists its products, and can be told to misbehave.</p>
<form method="post" action="/control/orders">
  ${button('revoke', 'Revoke the grant')}
  ${button('errors', 'Answer with errors')}
  ${button('slow', 'Answer slowly')}
  ${button('empty', 'Empty the shelves')}
  ${button('restock', 'Fill the shelves')}
  ${button('normal', 'Normal', true)}
</form>
${table('How it behaves', Object.entries(modes).map(row))}
${table('What has happened', Object.entries(counters).map(row))}
${table(
  'Who has connected',
  newest.length > 0
    ? newest.map((grant) => grantRow(grant, now))
    : ['<tr><td>Nobody yet.</td></tr>'],
)}`,
  );
}
