import { escapeHtml as escape } from '../escape-html.mjs';

/** Where two colours stand, the second is for who likes it dark. */
const STYLE = `
  :root { color-scheme: light dark; --ink: light-dark(#14213d, #e9eef8); --paper: light-dark(#fff, #17233b);
    --sea: light-dark(#e8eef5, #0d1526); --line: light-dark(#cdd8e5, #33435f); --blue: light-dark(#0b5cad, #6db3ff); }
  * { box-sizing: border-box; }
  body { background: var(--sea); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; margin: 0; padding: 2rem 1rem; }
  main { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; margin: 0 auto; max-width: 34rem; padding: 2rem; }
  header { color: var(--blue); font-weight: 600; letter-spacing: .04em; margin: 0 auto 1rem; max-width: 34rem; }
  h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 1rem; }
  fieldset { border: 1px solid var(--line); border-radius: 8px; margin: 1.25rem 0; padding: .75rem 1rem; }
  label { display: block; padding: .3rem 0; }
  button { background: none; border: 1px solid var(--blue); border-radius: 8px; color: var(--blue); cursor: pointer; font: inherit; margin: 0 .5rem .5rem 0; padding: .5rem 1.1rem; }
  button.first { background: var(--blue); color: var(--paper); }
  button:focus-visible, input:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
  code { font-size: .85em; overflow-wrap: anywhere; }
  small { display: block; }
  table { border-collapse: collapse; table-layout: fixed; width: 100%; }
  th { width: 42%; }
  th, td { border-bottom: 1px solid var(--line); overflow-wrap: anywhere; padding: .35rem .5rem .35rem 0; text-align: left; vertical-align: top; }
`;

/** A page of Harbour. `content` is markup: what comes from outside is escaped by who makes it. */
export const page = (title, content) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · Harbour</title>
<style>${STYLE}</style>
</head>
<body>
<header>⚓ Harbour</header>
<main>
<h1>${escape(title)}</h1>
${content}
</main>
</body>
</html>`;
