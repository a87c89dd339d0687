import type { Detection } from './stored-type';

/** What the bytes of a file say. The library comes as ES modules alone, and is loaded only where there are files. */
export async function detectType(path: string): Promise<Detection> {
  const { fileTypeFromFile, supportedMimeTypes } = await import('file-type/node');
  const isDetectable = (mime: string) => supportedMimeTypes.has(mime);
  try {
    return { detected: await fileTypeFromFile(path), isDetectable };
  } catch {
    // What begins like something that it is not may break its reader off, and says nothing then.
    return { detected: undefined, isDetectable };
  }
}
