import type { Diagnostic, MargoDocument, ModeOption } from '@colo/schemas';
import { readLocalPackage } from '../publish/read-local-package.ts';
import { createFolderReader } from '../reader/folder-reader.ts';
import { checkDocumentBytes } from './read-document-file.ts';

export interface PackageReport {
  /** For the summary: `package hello-world 1.0, dialect pr1`. */
  readonly what: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly document?: MargoDocument;
}

/** Checks a package in a folder of its own, with the files of its components. */
export async function validatePackage(folder: string, options: ModeOption = {}): Promise<PackageReport> {
  const read = await readLocalPackage(folder, options);
  const bytes = await (await createFolderReader(folder)).read('margo.yaml');
  const document =
    bytes === undefined ? undefined : checkDocumentBytes(bytes, 'margo.yaml', options)?.document;
  const compared = document === undefined ? {} : { document };
  if (!read.ok) return { what: 'package', diagnostics: read.diagnostics, ...compared };
  const { app, warnings } = read.value;
  return {
    what: `package ${app.id} ${app.version}, dialect ${app.dialect}`,
    diagnostics: warnings,
    ...compared,
  };
}
