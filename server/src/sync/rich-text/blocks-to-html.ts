import { type InlineNode, type List, type Mark, MARK_TAGS } from './blocks';

/** What an editor may have put there, or a site's own code: only what is known is told. */
type Node = Readonly<Record<string, unknown>>;

/** Blocks of Strapi's editor as HTML. What has no counterpart, such as a picture, is left out. */
export const blocksToHtml = (blocks: readonly unknown[]): string =>
  blocks.map((block) => blockHtml(block as Node)).join('');

function blockHtml(block: Node): string {
  const children = childrenOf(block);
  switch (block.type) {
    case 'paragraph':
      return `<p>${children.map(inlineHtml).join('')}</p>`;
    case 'heading': {
      const level = [1, 2, 3, 4, 5, 6].find((known) => known === block.level) ?? 2;
      return `<h${level}>${children.map(inlineHtml).join('')}</h${level}>`;
    }
    case 'quote':
      return `<blockquote>${children.map(inlineHtml).join('')}</blockquote>`;
    case 'code':
      return `<pre><code>${children.map(({ text }) => escaped(text)).join('')}</code></pre>`;
    case 'list':
      return listHtml(block);
    default:
      return '';
  }
}

function listHtml(list: Node): string {
  const tag = (list as Partial<List>).format === 'ordered' ? 'ol' : 'ul';
  const items = childrenOf(list).map((item) =>
    item.type === 'list' ? `<li>${listHtml(item)}</li>` : itemHtml(item),
  );
  return `<${tag}>${items.join('')}</${tag}>`;
}

const itemHtml = (item: Node): string => `<li>${childrenOf(item).map(inlineHtml).join('')}</li>`;

function inlineHtml(node: Node): string {
  if (node.type === 'link') {
    const text = childrenOf(node).map(inlineHtml).join('');
    return `<a href="${escaped((node as Partial<InlineNode & { url: string }>).url)}">${text}</a>`;
  }
  const marks = (Object.keys(MARK_TAGS) as Mark[]).filter((mark) => node[mark] === true);
  return marks.reduceRight(
    (inner, mark) => `<${MARK_TAGS[mark]}>${inner}</${MARK_TAGS[mark]}>`,
    escaped(node.text).replaceAll('\n', '<br>'),
  );
}

const childrenOf = ({ children }: Node): Node[] =>
  Array.isArray(children) ? (children as Node[]) : [];

const escaped = (text: unknown): string =>
  (typeof text === 'string' ? text : '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
