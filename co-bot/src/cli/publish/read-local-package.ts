import type { Diagnostic } from '@colo/schemas/diagnostics';
import { digestPackage } from '@colo/schemas/digests';
import type { PackageContent } from '@colo/schemas/margo/content';
import type { AppPackage, ModeOption } from '@colo/schemas/margo/package';
import { loadPackage } from '@colo/schemas/validate/package';
import { openPackageSource } from './open-package-source.ts';

export interface PublishedFile {
  readonly path: string;
  readonly mode: '100644' | '100755';
  readonly bytes: Uint8Array;
}

/** A package on this machine that passed every check. */
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
 * Reads a package from a folder or an archive and checks it. Each file is read once: what is checked is what is published, also where
 * somebody saves a file meanwhile.
 *
 * @param path absolute; of the folder or of the archive
 * @param options.mode how departures from Margo's text are judged; publishing uses the default
 */
export async function readLocalPackage(path: string, options: ModeOption = {}): Promise<LocalPackageResult> {
  const source = await openPackageSource(path);
  if (!source.ok) return source;
  const { reader, folder } = source.value;
  const bytesByPath = new Map<string, Uint8Array>();
  const loaded = await loadPackage(
    {
      list: (prefix) => reader.list(prefix),
      async read(path) {
        const bytes = bytesByPath.get(path) ?? (await reader.read(path));
        if (bytes !== undefined) bytesByPath.set(path, bytes);
        return bytes;
      },
    },
    folder,
    options,
  );
  const { app, content, diagnostics } = loaded;
  const isFaulty = diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  if (app === undefined || content === undefined || isFaulty) return { ok: false, diagnostics };
  const files = content.files.map(({ path, mode }) => ({
    path,
    mode,
    bytes: bytesByPath.get(folder === '' ? path : `${folder}/${path}`) ?? new Uint8Array(),
  }));
  const digest = digestPackage(content.files);
  return { ok: true, value: { app, content, digest, files, warnings: diagnostics } };
}
