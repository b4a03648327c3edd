import { listPackageData, type PackageData } from '@colo/schemas/data';
import type { Diagnostic } from '@colo/schemas/diagnostics';
import type { MargoDocument } from '@colo/schemas/margo/documents';
import type { ModeOption } from '@colo/schemas/margo/package';
import { openPackageSource } from '../publish/open-package-source.ts';
import { readLocalPackage } from '../publish/read-local-package.ts';
import { checkDocumentBytes } from './read-document-file.ts';

export interface PackageReport {
  /** For the summary: `package hello-world 1.0, dialect pr1`. */
  readonly what: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly document?: MargoDocument;
  /** What its components write; absent where the package is faulty. */
  readonly data?: readonly PackageData[];
}

/** Checks a package in a folder or an archive of its own, with the files of its components. */
export async function validatePackage(path: string, options: ModeOption = {}): Promise<PackageReport> {
  const read = await readLocalPackage(path, options);
  const document = await readDescription(path, options);
  const compared = document === undefined ? {} : { document };
  if (!read.ok) return { what: 'package', diagnostics: read.diagnostics, ...compared };
  const { app, content, warnings } = read.value;
  return {
    what: `package ${app.id} ${app.version}, dialect ${app.dialect}`,
    diagnostics: warnings,
    data: listPackageData(app, content),
    ...compared,
  };
}

/** The package's `margo.yaml` as a document to compare with others. */
async function readDescription(path: string, options: ModeOption): Promise<MargoDocument | undefined> {
  const source = await openPackageSource(path);
  if (!source.ok) return undefined;
  const { reader, folder } = source.value;
  const file = folder === '' ? 'margo.yaml' : `${folder}/margo.yaml`;
  const bytes = await reader.read(file);
  return bytes === undefined ? undefined : checkDocumentBytes(bytes, file, options)?.document;
}
