import { join } from 'node:path';
import type { Diagnostic } from '@colo/schemas/diagnostics';
import { ColoError } from '@colo/schemas/errors';
import { compareDocuments, joinFindings } from '@colo/schemas/margo/compare';
import { type MargoDocument, margoKinds } from '@colo/schemas/margo/documents';
import type { ModeOption } from '@colo/schemas/margo/package';
import { toSafeText } from '@colo/schemas/text';
import type { RepoEntry } from '@colo/schemas/tree';
import { createFolderReader } from '../reader/folder-reader.ts';
import type { Tree } from '../reader/tree.ts';
import { checkDocumentBytes, type DocumentReport } from './read-document-file.ts';
import { validatePackage } from './validate-package.ts';

/** Most files that are looked into. */
const MAX_LOOSE_FILES = 10_000;

/** Larger files are no documents. */
const MAX_FILE_BYTES = 1024 * 1024;

/** A line that a document of ours has, of whatever kind. Everything else is not even parsed. */
const MARK =
  /(?:^|[\s{,"'])(?:kind|manifestVersion|deploymentId|deploymentProfiles?|modelNumber|serialNumber|supported(?:DeploymentTypes|Runtimes))["']?[ \t]*:/m;

/** A kind or an apiVersion by which a document that nobody can read, or of an unknown kind, is one of ours all the same. */
const OURS = new RegExp(
  `(?:^|[\\s{,"'])(?:kind["']?[ \\t]*:[ \\t]*["']?(?:${margoKinds.join('|')})\\b|apiVersion["']?[ \\t]*:[^\\n]*(?:margo|colo\\.dev))`,
  'm',
);

export interface LooseReport {
  readonly documents: number;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks every document below a folder that is no repo and no package: those of a kind that colo knows, and packages in
 * folders of their own. Documents of one folder are compared with each other. Other files are passed over.
 *
 * @param isWanted which paths, from `root`, are looked at
 */
export async function validateDocuments(
  root: string,
  isWanted: (path: string) => boolean = () => true,
  options: ModeOption = {},
): Promise<LooseReport> {
  const reader = await createFolderReader(root);
  const entries = (await reader.list('')).filter((entry) => isCandidate(entry));
  if (entries.length > MAX_LOOSE_FILES) {
    const message = `${toSafeText(root, 400)} holds more than ${MAX_LOOSE_FILES} files that may be documents`;
    throw new ColoError('CLI_INPUT_MISSING', message, { fix: 'Name a folder with fewer files.' });
  }
  const packages = entries
    .filter(({ path }) => /(?:^|\/)margo\.yaml$/.test(path))
    .map(({ path }) => folderOf(path));
  const outer = packages.filter((folder) => !packages.some((other) => folder.startsWith(`${other}/`)));
  const loose = entries.filter(({ path }) => !outer.some((folder) => path.startsWith(`${folder}/`)));
  let documents = 0;
  const diagnostics: Diagnostic[] = [];
  for (const folder of outer) {
    if (!entries.some(({ path }) => path.startsWith(`${folder}/`) && isWanted(path))) continue;
    documents += 1;
    const found = (await validatePackage(join(root, folder), options)).diagnostics;
    diagnostics.push(...found.map((each) => ({ ...each, file: `${folder}/${each.file}` })));
  }
  for (const files of groupByFolder(loose.map(({ path }) => path).filter(isWanted))) {
    const reports = await readAll(reader, files, options);
    documents += reports.length;
    const alone = reports.flatMap((report) => report.diagnostics);
    const known = reports.flatMap(({ document }): readonly MargoDocument[] =>
      document === undefined ? [] : [document],
    );
    diagnostics.push(...joinFindings(alone, compareDocuments(known, { isOrdered: false })));
  }
  return { documents, diagnostics };
}

async function readAll(
  reader: Tree,
  files: readonly string[],
  options: ModeOption,
): Promise<readonly DocumentReport[]> {
  const reports: DocumentReport[] = [];
  for (const path of files) {
    const bytes = await reader.read(path);
    if (bytes === undefined) continue;
    const text = Buffer.from(bytes).toString('utf8');
    if (!MARK.test(text)) continue;
    const report = checkDocumentBytes(bytes, path, options);
    if (report !== undefined && (report.what !== 'document' || OURS.test(text) || hasNearKind(report)))
      reports.push(report);
  }
  return reports;
}

/** A misspelt kind is a fault; that of another system's document is not our business in a folder. */
function hasNearKind({ diagnostics }: DocumentReport): boolean {
  return diagnostics.some(
    ({ code, message }) => code === 'DOCUMENT_KIND_UNKNOWN' && message.includes('did you mean'),
  );
}

function isCandidate({ path, mode, size = 0 }: RepoEntry): boolean {
  return /^100(?:644|755)$/.test(mode) && size <= MAX_FILE_BYTES && /\.(?:ya?ml|json)$/.test(path);
}

function groupByFolder(paths: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const path of paths) groups.set(folderOf(path), [...(groups.get(folderOf(path)) ?? []), path]);
  return [...groups.values()];
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
