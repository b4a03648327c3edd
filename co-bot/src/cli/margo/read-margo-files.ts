import { basename, dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '@colo/schemas/diagnostics';
import { ColoError } from '@colo/schemas/errors';
import type { MargoFile } from '@colo/schemas/margo/deployment';
import { toSafeText } from '@colo/schemas/text';
import { decodeText } from '@colo/schemas/tree';
import { createFolderReader } from '../reader/folder-reader.ts';
import { lstatIfThere } from '../reader/lstat-if-there.ts';
import type { Tree } from '../reader/tree.ts';

export interface MargoFiles {
  readonly files: readonly MargoFile[];
  /** Faults of files that are no text. */
  readonly problems: readonly Diagnostic[];
}

/**
 * Reads every path: a file, or a folder with all `.yaml` and `.yml` files below it. Links are not followed. Throws
 * CLI_INPUT_MISSING for what is not there, and where there is no file at all.
 */
export async function readMargoFiles(paths: readonly string[], cwd: string): Promise<MargoFiles> {
  const files: MargoFile[] = [];
  const problems: Diagnostic[] = [];
  for (const path of paths) {
    for (const { file, bytes } of await readPath(path, cwd)) {
      const text = decodeText(bytes, { file });
      if (text.ok) files.push({ file, text: text.value });
      else problems.push(...text.diagnostics);
    }
  }
  return { files, problems };
}

interface RawFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

async function readPath(path: string, cwd: string): Promise<readonly RawFile[]> {
  const full = resolve(cwd, path);
  const stats = await lstatIfThere(full);
  if (stats?.isDirectory() !== true) {
    return [await readFile(await createFolderReader(dirname(full)), basename(full), path)];
  }
  const tree = await createFolderReader(full);
  const entries = (await tree.list('')).filter(
    (entry) => /\.ya?ml$/.test(entry.path) && /^100(?:644|755)$/.test(entry.mode),
  );
  if (entries.length === 0)
    throw new ColoError('CLI_INPUT_MISSING', `${toSafeText(path, 400)} holds no .yaml file`);
  const found: RawFile[] = [];
  for (const entry of entries) found.push(await readFile(tree, entry.path, join(path, entry.path)));
  return found;
}

async function readFile(tree: Tree, path: string, file: string): Promise<RawFile> {
  const bytes = await tree.read(path);
  if (bytes !== undefined) return { file, bytes };
  throw new ColoError('CLI_INPUT_MISSING', `${toSafeText(file, 400)} is not a file that can be read`);
}
