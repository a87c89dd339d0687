import type { StoredType } from './stored-type';

const LONGEST_NAME = 80;

/** What a file is called in the Media Library: as in its URL, without what a name of a file cannot have. */
export function storedNameOf(url: string, { extension }: StoredType): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  const words = decoded(last)
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  const name = [...words].slice(0, LONGEST_NAME).join('');
  return `${name === '' ? 'file' : name}.${extension}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
