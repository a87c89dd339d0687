import type { parseDocument as ParseDocument } from 'htmlparser2';

import {
  type Block,
  type InlineNode,
  type List,
  type ListItem,
  type Mark,
  type TextNode,
} from './blocks';

type HtmlNode = ReturnType<typeof ParseDocument>['children'][number];
type Element = Extract<HtmlNode, { attribs: object }>;
type Marks = Partial<Record<Mark, true>>;

const MARKS: Record<string, Mark> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  s: 'strikethrough',
  del: 'strikethrough',
  strike: 'strikethrough',
  code: 'code',
};
const LISTS: Record<string, List['format']> = { ul: 'unordered', ol: 'ordered' };
/** What stands by itself, but is only there for what is in it. */
const BLOCKS = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol blockquote pre div section article table tbody thead tr td th hr'.split(
    ' ',
  ),
);

/**
 * HTML that was sanitised before, as blocks of Strapi's editor.
 *
 * @param nodes what a parser has made of it
 */
export function htmlToBlocks(nodes: readonly HtmlNode[]): Block[] {
  const blocks: Block[] = [];
  let loose: HtmlNode[] = [];
  const flush = () => {
    const children = inlinesOf(loose);
    if (hasText(children)) blocks.push({ type: 'paragraph', children });
    loose = [];
  };
  for (const node of nodes) {
    if (isElement(node) && BLOCKS.has(node.name)) {
      flush();
      blocks.push(...blocksOf(node));
    } else {
      loose.push(node);
    }
  }
  flush();
  return blocks;
}

function blocksOf(element: Element): Block[] {
  const { name } = element;
  const format = LISTS[name];
  if (format) return listOf(element, format);
  if (name === 'pre') {
    return [{ type: 'code', children: [{ type: 'text', text: textIn(element).trimEnd() }] }];
  }
  const level = /^h([1-6])$/.exec(name)?.[1];
  if (level === undefined && name !== 'blockquote') return htmlToBlocks(element.children);
  const children = inlinesOf(element.children);
  if (!hasText(children)) return [];
  return [
    level === undefined
      ? { type: 'quote', children }
      : { type: 'heading', level: Number(level), children },
  ];
}

function listOf({ children }: Element, format: List['format']): List[] {
  const items = children.filter(isElement).flatMap((item): (ListItem | List)[] => {
    // Services also put lists into lists without an item around them.
    const lists = isList(item) ? [item] : item.children.filter(isElement).filter(isList);
    const within = lists.flatMap((list) => listOf(list, LISTS[list.name] ?? format));
    if (isList(item)) return within;
    const inlines = inlinesOf(item.children.filter((node) => !isElement(node) || !isList(node)));
    return [
      ...(hasText(inlines) ? [{ type: 'list-item' as const, children: inlines }] : []),
      ...within,
    ];
  });
  return items.length > 0 ? [{ type: 'list', format, children: items }] : [];
}

const isList = ({ name }: Element): boolean => Object.hasOwn(LISTS, name);

/** Texts and links without what is only there to set the HTML: spaces at both ends, and more than one of them. */
function inlinesOf(nodes: readonly HtmlNode[]): InlineNode[] {
  const inlines = withoutRepeats(nodes.flatMap((node) => inlineOf(node, {})));
  const [first, last] = [inlines[0], inlines.at(-1)];
  if (first?.type === 'text') first.text = first.text.trimStart();
  if (last?.type === 'text') last.text = last.text.trimEnd();
  return inlines.filter((node) => node.type === 'link' || node.text !== '');
}

function inlineOf(node: HtmlNode, marks: Marks): InlineNode[] {
  if (!isElement(node)) {
    const text = 'data' in node ? node.data.replace(/\s+/g, ' ') : '';
    return text === '' ? [] : [{ type: 'text', text, ...marks }];
  }
  if (node.name === 'br') return [{ type: 'text', text: '\n', ...marks }];
  const mark = MARKS[node.name];
  const within = mark ? { ...marks, [mark]: true as const } : marks;
  const children = node.children.flatMap((child) => inlineOf(child, within));
  const url = node.name === 'a' ? (node.attribs.href ?? '') : '';
  if (url === '') return children;
  const texts = children.filter((child): child is TextNode => child.type === 'text');
  return texts.length > 0 ? [{ type: 'link', url, children: texts }] : [];
}

/** Neighbours of one look are one text, as the editor would store them. */
function withoutRepeats(inlines: readonly InlineNode[]): InlineNode[] {
  const joined: InlineNode[] = [];
  for (const node of inlines) {
    const last = joined.at(-1);
    if (node.type === 'text' && last?.type === 'text' && lookOf(node) === lookOf(last)) {
      last.text = `${last.text}${node.text}`.replace(/ {2,}/g, ' ').replace(/ ?\n ?/g, '\n');
    } else {
      joined.push({ ...node });
    }
  }
  return joined;
}

const lookOf = ({ type: _type, text: _text, ...marks }: TextNode): string =>
  Object.keys(marks).sort().join(' ');

const hasText = (inlines: readonly InlineNode[]): boolean =>
  inlines.some((node) => node.type === 'link' || node.text.trim() !== '');

const textIn = (node: HtmlNode): string =>
  isElement(node) ? node.children.map(textIn).join('') : 'data' in node ? node.data : '';

const isElement = (node: HtmlNode): node is Element => 'attribs' in node;
