import { escapeHtml as escape } from './escape-html.mjs';
import { vendors } from './vendors/index.mjs';

/** Buttons that send events of every vendor to Strapi, its secrets, and what Strapi has answered. */
export function senderSection(sent) {
  return `<h2>Send an event to Strapi</h2>
<p>Real-shaped and correctly signed, to the source of the same name in <em>Integrations → Webhooks → Incoming</em>. With its
secret you can add another source by hand and send to that: <code>npm run demo:send stripe -- --to my-slug</code></p>
<table>
  <thead><tr><th>Vendor</th><th>Secret</th><th>Send</th></tr></thead>
  <tbody>${vendors.map(vendorRow).join('')}</tbody>
</table>
<h3 id="sent">Answers of Strapi</h3>
<table>
  <thead><tr><th>Time</th><th>Sent</th><th>Answer</th></tr></thead>
  <tbody>${sent.map(answerRow).join('') || '<tr><td colspan="3">Nothing has been sent yet.</td></tr>'}</tbody>
</table>`;
}

function vendorRow({ id, name, secret, settings, events }) {
  const names = Object.keys(events);
  const buttons = names.map(
    (event) => `<button name="event" value="${escape(event)}">${escape(event)}</button>`,
  );
  const details = settings
    ? `<details><summary>settings</summary><pre>${escape(JSON.stringify(settings, null, 2))}</pre></details>`
    : '';
  return `<tr>
    <td>${escape(name)}</td>
    <td><code>${escape(secret)}</code>${details}</td>
    <td><form method="post" action="/send">
      <input type="hidden" name="vendor" value="${escape(id)}">
      ${buttons.join(' ')}
      <button name="tampered" value="${escape(names[0])}" title="${escape(names[0])} with one byte changed, which is refused">tampered</button>
    </form></td>
  </tr>`;
}

function answerRow({ at, vendorId, eventName, isTampered, answer, effect, panel }) {
  return `<tr>
    <td><time>${escape(at)}</time></td>
    <td>${escape(vendorId)} ${escape(eventName)}${isTampered ? ', tampered' : ''}</td>
    <td>${escape(answer)}${effect ? `<br>${escape(effect)}` : ''}
      ${panel ? `<br><a href="${escape(panel)}">Look at it</a>` : ''}</td>
  </tr>`;
}
