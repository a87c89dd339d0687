import path from 'node:path';

import type { FieldMapping } from '../../../../server/src/sync/mapping/field-mapping';
import { readRecord, writeRecord } from '../../../../server/src/sync/mapping/record-mapping';
import { prepareRichText } from '../../../../server/src/sync/rich-text/rich-text';

/** Strapi's own check of what is stored; it is no public part of the package. */
const { blocksValidator: strapiBlocks } = jest.requireActual<{
  blocksValidator: () => { validate(value: unknown): Promise<unknown> };
}>(path.resolve('node_modules/@strapi/core/dist/services/entity-validator/blocks-validator.js'));

const mappingTo = (field: string, format: 'html' | 'markdown'): FieldMapping[] => [
  { field, path: 'text', flow: 'both', transform: { kind: 'rich-text', format } },
];
const attributeOf = (field: string) => ({ type: field });

beforeAll(() => prepareRichText(mappingTo('blocks', 'html')));

const read = (field: string, format: 'html' | 'markdown', text: unknown) => {
  const { values, problems } = readRecord({ text }, mappingTo(field, format), attributeOf);
  expect(problems).toEqual([]);
  return values[field];
};
const write = (field: string, format: 'html' | 'markdown', value: unknown) =>
  writeRecord({ [field]: value }, mappingTo(field, format), null, attributeOf).text;

const text = (words: string, marks: object = {}) => ({ type: 'text', text: words, ...marks });

const HTML = [
  '<h2>Mugs</h2>',
  '<p>Of <strong>clay</strong>, see <a href="https://example.com/clay">there</a>.</p>',
  '<ul><li>white</li><li>blue<ol><li>light</li></ol></li></ul>',
  '<blockquote>Fine</blockquote>',
  '<pre><code>a &lt; b</code></pre>',
].join('');
const BLOCKS = [
  { type: 'heading', level: 2, children: [text('Mugs')] },
  {
    type: 'paragraph',
    children: [
      text('Of '),
      text('clay', { bold: true }),
      text(', see '),
      { type: 'link', url: 'https://example.com/clay', children: [text('there')] },
      text('.'),
    ],
  },
  {
    type: 'list',
    format: 'unordered',
    children: [
      { type: 'list-item', children: [text('white')] },
      { type: 'list-item', children: [text('blue')] },
      {
        type: 'list',
        format: 'ordered',
        children: [{ type: 'list-item', children: [text('light')] }],
      },
    ],
  },
  { type: 'quote', children: [text('Fine')] },
  { type: 'code', children: [text('a < b')] },
];

describe('HTML', () => {
  it('becomes blocks, and they become HTML that reads the same', () => {
    expect(read('blocks', 'html', HTML)).toEqual(BLOCKS);
    expect(read('blocks', 'html', write('blocks', 'html', BLOCKS))).toEqual(BLOCKS);
  });

  it('becomes what Strapi accepts', async () => {
    await expect(strapiBlocks().validate(read('blocks', 'html', HTML))).resolves.toEqual(BLOCKS);
  });

  it('becomes Markdown, and that becomes HTML that reads the same', () => {
    const markdown = read('richtext', 'html', HTML);
    expect(markdown).toContain('## Mugs\n\nOf **clay**, see [there](https://example.com/clay).');
    expect(read('richtext', 'html', write('richtext', 'html', markdown))).toBe(markdown);
  });

  it.each([
    ['<p onclick="steal()">Hi<script>steal()</script></p>', 'Hi'],
    ['<a href="javascript:steal()">Hi</a>', 'Hi'],
    ['<a href="//evil.example">Hi</a>', 'Hi'],
    ['<iframe src="https://evil.example"></iframe>Hi', 'Hi'],
    ['<style>p{}</style><div><div>Hi</div></div>', 'Hi'],
    ['<img src=x onerror=steal()>Hi', 'Hi'],
  ])('loses what could do harm: %s', (html, words) => {
    expect(read('blocks', 'html', html)).toEqual([{ type: 'paragraph', children: [text(words)] }]);
    expect(read('richtext', 'html', html)).toBe(words);
  });

  it('that tells of HTML does not become HTML where its Markdown is shown', () => {
    const html = '<p>&lt;script&gt; &amp;lt; Fish &amp; chips, 1 &lt; 2</p>';
    expect(read('richtext', 'html', html)).toBe('\\<script> \\&lt; Fish & chips, 1 \\< 2');
    expect(read('richtext', 'html', '&lt;<i></i>script&gt;')).toBe('\\<script>');
  });

  it('without words is nothing', () => {
    expect(read('blocks', 'html', '<p> </p><ul></ul>')).toBeNull();
    expect(read('blocks', 'html', null)).toBeNull();
  });

  it('is set as spaces and lines say, and not as they stand in it', () => {
    expect(read('blocks', 'html', '<p>\n  one\n  <em>two</em><br>three </p>')).toEqual([
      {
        type: 'paragraph',
        children: [text('one '), text('two', { italic: true }), text('\nthree')],
      },
    ]);
  });
});

describe('Markdown', () => {
  it('becomes blocks, and they become Markdown that reads the same', () => {
    const markdown = '## Mugs\n\nOf **clay** and `glaze`.\n\n- white\n- blue';
    const blocks = read('blocks', 'markdown', markdown);
    expect(blocks).toMatchObject([
      { type: 'heading', level: 2 },
      { type: 'paragraph', children: [{}, { bold: true }, {}, { code: true }, {}] },
      { type: 'list', children: [{}, {}] },
    ]);
    expect(read('blocks', 'markdown', write('blocks', 'markdown', blocks))).toEqual(blocks);
  });

  it('stays as it is where Markdown is stored', () => {
    expect(read('richtext', 'markdown', '# Mugs\n')).toBe('# Mugs\n');
    expect(write('richtext', 'markdown', '# Mugs\n')).toBe('# Mugs\n');
  });

  it.each([
    ['Hi <script>steal()</script>', 'Hi \\<script>steal()\\</script>'],
    ['<b onclick="steal()">Hi</b>', '\\<b onclick="steal()">Hi\\</b>'],
    ['[Hi](javascript:steal())', '\\[Hi\\](javascript:steal())'],
  ])('that could do harm where it is shown is written so that it does not: %s', (there, here) => {
    expect(read('richtext', 'markdown', there)).toBe(here);
  });

  it('with HTML in it shows that, and does nothing', () => {
    expect(read('blocks', 'markdown', '<script>steal()</script>')).toEqual([
      { type: 'paragraph', children: [text('<script>steal()</script>')] },
    ]);
  });
});

it('what is no text is told', () => {
  const { problems } = readRecord({ text: { a: 1 } }, mappingTo('blocks', 'html'), attributeOf);
  expect(problems).toEqual([
    { field: 'blocks', message: 'The record has {"a":1} at "text", which is no text.' },
  ]);
});

it('blocks that HTML has nothing for are left out', () => {
  const image = { type: 'image', image: { url: '/a.png' }, children: [text('')] };
  expect(write('blocks', 'html', [image, BLOCKS[3]])).toBe('<blockquote>Fine</blockquote>');
});

it.each(['blocks', 'richtext'])('marks that are nested without end become a %s', (field) => {
  const deep = `${'<b><div>'.repeat(50_000)}deep`;
  expect(JSON.stringify(read(field, 'html', deep))).toContain('deep');
});
