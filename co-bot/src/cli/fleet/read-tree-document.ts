import type { ReadResult } from '@colo/schemas/diagnostics';
import { decodeText } from '@colo/schemas/tree';
import type { Tree } from '../reader/tree.ts';

type Reader<T> = (text: string, options: { readonly file: string; readonly site?: string }) => ReadResult<T>;

/** One document of a tree, or undefined where there is no such file. */
export async function readTreeDocument<T>(
  tree: Tree,
  file: string,
  site: string | undefined,
  read: Reader<T>,
): Promise<ReadResult<T> | undefined> {
  const bytes = await tree.read(file);
  if (bytes === undefined) return undefined;
  const text = decodeText(bytes, { file });
  if (!text.ok) return text;
  return read(text.value, site === undefined ? { file } : { file, site });
}
