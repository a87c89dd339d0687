import type { FieldMapping } from '../mapping/field-mapping';
import { blocksToHtml } from './blocks-to-html';
import { htmlToBlocks } from './html-to-blocks';

/** How a service writes texts with marks. */
export type RichTextFormat = 'html' | 'markdown';

/** What Strapi stores: Markdown in a `richtext`, a list of blocks in a `blocks`. */
export const RICH_TYPES = ['richtext', 'blocks'] as const;
export type RichType = (typeof RICH_TYPES)[number];

export const isRichType = (type: string): type is RichType =>
  RICH_TYPES.some((known) => known === type);

/** What looks the same everywhere, and can do nothing. */
const ALLOWED = {
  allowedTags:
    'p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code a b strong i em u s del strike br div section article table thead tbody tr td th'.split(
      ' ',
    ),
  allowedAttributes: { a: ['href'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  // What is nested deeper is no text; it is read by functions that call themselves.
  nestingLimit: 100,
};

/** Where Markdown would go over into HTML, also where what follows stands in an element of its own. */
const TAG_OR_ENTITY = /<|&(?=#?\w+;)/g;
/** Addresses that do something where they are opened. */
const ACTIVE_LINK = /\b(javascript|vbscript|data)\s*:/i;

async function load() {
  const [sanitizeHtml, { parseDocument }, Turndown, MarkdownIt] = await Promise.all([
    import('sanitize-html'),
    import('htmlparser2'),
    import('turndown'),
    import('markdown-it'),
  ]);
  const toMarkdown = new Turndown.default({
    headingStyle: 'atx',
    codeBlockStyle: 'fenced',
    bulletListMarker: '-',
    emDelimiter: '_',
  });
  // What a text only tells of must not become HTML where a site shows its Markdown.
  const escape = toMarkdown.escape.bind(toMarkdown);
  toMarkdown.escape = (text) => escape(text).replace(TAG_OR_ENTITY, '\\$&');
  // HTML within Markdown is shown, and does nothing.
  const markdown = new MarkdownIt.default({ html: false });
  const withHtml = new MarkdownIt.default({ html: true });
  const sanitised = (html: string) => sanitizeHtml.default(html, ALLOWED);

  const isHarmless = (text: string): boolean =>
    !ACTIVE_LINK.test(text) &&
    withHtml
      .parse(text, {})
      .flatMap((token) => [token, ...(token.children ?? [])])
      .every(({ type }) => type !== 'html_block' && type !== 'html_inline');

  return {
    read(format: RichTextFormat, type: RichType, text: string): unknown {
      if (type === 'richtext') {
        if (format === 'markdown' && isHarmless(text)) return text;
        const html = format === 'markdown' ? markdown.render(text) : text;
        return toMarkdown.turndown(sanitised(html));
      }
      const html = format === 'markdown' ? markdown.render(text) : text;
      const blocks = htmlToBlocks(parseDocument(sanitised(html)).children);
      return blocks.length > 0 ? blocks : null;
    },

    write(format: RichTextFormat, type: RichType, value: unknown): string {
      if (type === 'richtext') {
        const text = String(value);
        return format === 'markdown' ? text : sanitised(markdown.render(text)).trim();
      }
      const html = sanitised(blocksToHtml(Array.isArray(value) ? value : []));
      return format === 'html' ? html : toMarkdown.turndown(html);
    },
  };
}

type RichText = Awaited<ReturnType<typeof load>>;
let loaded: RichText | undefined;

/** Loads what is needed for texts with marks, if a mapping has any: it is much, and most sites have none. */
export async function prepareRichText(mapping: readonly FieldMapping[]): Promise<void> {
  if (mapping.some(({ transform }) => transform?.kind === 'rich-text')) loaded ??= await load();
}

/** @throws {TypeError} where `prepareRichText` was not waited for */
export function richText(): RichText {
  if (!loaded) throw new TypeError('Nothing was prepared for texts with marks.');
  return loaded;
}
