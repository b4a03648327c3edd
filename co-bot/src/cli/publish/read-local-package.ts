import {
  type AppPackage,
  type Diagnostic,
  digestPackage,
  loadPackage,
  type ModeOption,
  type PackageContent,
} from '@colo/schemas';
import { createFolderReader } from '../reader/folder-reader.ts';

export interface PublishedFile {
  readonly path: string;
  readonly mode: '100644' | '100755';
  readonly bytes: Uint8Array;
}

/** A package in a folder that passed every check. */
export interface LocalPackage {
  readonly app: AppPackage;
  readonly content: PackageContent;
  readonly digest: string;
  readonly files: readonly PublishedFile[];
  readonly warnings: readonly Diagnostic[];
}

type LocalPackageResult =
  | { readonly ok: true; readonly value: LocalPackage }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads a package from a folder and checks it. Each file is read once: what is checked is what is published, also where
 * somebody saves a file meanwhile.
 *
 * @param folder absolute
 * @param options.mode how departures from Margo's text are judged; publishing uses the default
 */
export async function readLocalPackage(
  folder: string,
  options: ModeOption = {},
): Promise<LocalPackageResult> {
  const disk = await createFolderReader(folder);
  const bytesByPath = new Map<string, Uint8Array>();
  const loaded = await loadPackage(
    {
      list: (prefix) => disk.list(prefix),
      async read(path) {
        const bytes = bytesByPath.get(path) ?? (await disk.read(path));
        if (bytes !== undefined) bytesByPath.set(path, bytes);
        return bytes;
      },
    },
    '',
    options,
  );
  const { app, content, diagnostics } = loaded;
  const isFaulty = diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  if (app === undefined || content === undefined || isFaulty) return { ok: false, diagnostics };
  const files = content.files.map(({ path, mode }) => ({
    path,
    mode,
    bytes: bytesByPath.get(path) ?? new Uint8Array(),
  }));
  const digest = digestPackage(content.files);
  return { ok: true, value: { app, content, digest, files, warnings: diagnostics } };
}
