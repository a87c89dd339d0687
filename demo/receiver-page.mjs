import { escapeHtml as escape } from './escape-html.mjs';
import { senderSection } from './sender-section.mjs';

/** What the receiver has got, buttons that tell it how to answer, and others that send events to Strapi. */
export function receiverPage({ mode, modes, deliveries, sent }) {
  const buttons = Object.entries(modes).map(
    ([name, meaning]) =>
      `<button name="mode" value="${name}" ${name === mode ? 'aria-pressed="true" disabled' : ''} title="${escape(meaning)}">${name}</button>`,
  );
  const rows = deliveries.map(
    ({ at, id, type, verified, answered, body }) => `<tr>
      <td><time>${escape(at)}</time></td>
      <td>${verified === true ? 'verified' : `<strong>refused: ${escape(verified)}</strong>`}</td>
      <td>${escape(answered)}</td>
      <td><details><summary>${escape(type)} <code>${escape(id)}</code></summary><pre>${escape(body)}</pre></details></td>
    </tr>`,
  );
  return `<!doctype html>
<html lang="en">
<title>The other side of the demo</title>
<meta http-equiv="refresh" content="5">
<style>
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color-scheme: light dark; }
  table { border-collapse: collapse; width: 100%; }
  td, th { border-bottom: 1px solid #8884; padding: .4rem .6rem; text-align: left; vertical-align: top; }
  pre { overflow-x: auto; max-width: 32rem; white-space: pre-wrap; word-break: break-all; }
</style>
<h1>The other side of the demo</h1>
${senderSection(sent)}
<h2>What Strapi has sent here</h2>
<form method="post" action="/mode">The receiver ${escape(modes[mode])}. Let it: ${buttons.join(' ')}</form>
<table>
  <thead><tr><th>Time</th><th>Signature</th><th>Answer</th><th>Delivery</th></tr></thead>
  <tbody>${rows.join('') || '<tr><td colspan="4">Nothing has come yet.</td></tr>'}</tbody>
</table>
</html>`;
}
