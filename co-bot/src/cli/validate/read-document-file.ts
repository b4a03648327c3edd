import { basename, dirname } from 'node:path';
import {
  ColoError,
  type Diagnostic,
  decodeText,
  parseYaml,
  type ReadResult,
  readCoConfig,
  readDesiredState,
  readEvent,
  readFleetPolicy,
  readLoConfig,
  readPackage,
  readSite,
  toSafeText,
} from '@colo/schemas';
import { createFolderReader } from '../reader/folder-reader.ts';

type Reader = (text: string, options: { readonly file: string }) => ReadResult<unknown>;

/** Readers by `kind`. A package is checked here only where its file has another name than margo.yaml, so without its files. */
const readers: Readonly<Record<string, Reader>> = {
  Site: readSite,
  DesiredState: readDesiredState,
  FleetPolicy: readFleetPolicy,
  Event: readEvent,
  LocalOrchestrator: readLoConfig,
  CentralOrchestrator: readCoConfig,
  ApplicationDescription: readPackage,
  application: readPackage,
};

interface DocumentReport {
  readonly kind: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks one document that lies in no infra repo, by the `kind` it names. Throws CLI_INPUT_MISSING where it is none of
 * ours. Broken YAML is a diagnostic, not an error.
 */
export async function readDocumentFile(path: string): Promise<DocumentReport> {
  const file = basename(path);
  const bytes = await (await createFolderReader(dirname(path))).read(file);
  if (bytes === undefined)
    throw new ColoError('CLI_INPUT_MISSING', `${toSafeText(path, 400)} cannot be read`);
  const decoded = decodeText(bytes, { file });
  if (!decoded.ok) return { kind: 'document', diagnostics: decoded.diagnostics };
  const text = decoded.value;
  const parsed = parseYaml(text, { file });
  if (!parsed.ok) return { kind: 'document', diagnostics: parsed.diagnostics };
  const kind = readKind(parsed.value.value);
  const reader = Object.hasOwn(readers, kind) ? readers[kind] : undefined;
  if (reader === undefined) {
    throw new ColoError('CLI_INPUT_MISSING', `${toSafeText(path, 400)} is not a document of colo`, {
      fix: `Give it one of the kinds ${Object.keys(readers).join(', ')}, or name a margo.yaml.`,
    });
  }
  const read = reader(text, { file });
  return { kind, diagnostics: read.ok ? read.warnings : read.diagnostics };
}

function readKind(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  if ('kind' in value) return typeof value.kind === 'string' ? value.kind : '';
  // The newest dialect of packages has no kind.
  return 'deploymentProfiles' in value ? 'ApplicationDescription' : '';
}
