import { basename, dirname } from 'node:path';
import type { Diagnostic, ReadResult } from '@colo/schemas/diagnostics';
import { readCoConfig } from '@colo/schemas/documents/co-config';
import { readDesiredState } from '@colo/schemas/documents/desired-state';
import { readEvent } from '@colo/schemas/documents/event';
import { readFleetPolicy } from '@colo/schemas/documents/fleet-policy';
import { readLoConfig } from '@colo/schemas/documents/lo-config';
import { readSite } from '@colo/schemas/documents/site';
import { type ParsedYaml, parseYaml } from '@colo/schemas/documents/yaml';
import { ColoError } from '@colo/schemas/errors';
import {
  describeUnknownKind,
  findTemplateLines,
  type MargoDocument,
  margoKinds,
  readComposeDocument,
  readMargoDocument,
} from '@colo/schemas/margo/documents';
import type { ModeOption } from '@colo/schemas/margo/package';
import { toSafeText } from '@colo/schemas/text';
import { decodeText } from '@colo/schemas/tree';
import { createFolderReader } from '../reader/folder-reader.ts';

type Reader = (text: string, options: { readonly file: string }) => ReadResult<unknown>;

/** Readers of colo's own documents, by `kind`. */
const readers: Readonly<Record<string, Reader>> = {
  Site: readSite,
  DesiredState: readDesiredState,
  FleetPolicy: readFleetPolicy,
  Event: readEvent,
  LocalOrchestrator: readLoConfig,
  CentralOrchestrator: readCoConfig,
};

const kinds: readonly string[] = [...margoKinds, ...Object.keys(readers)];

export interface DocumentReport {
  /** For the summary: `Site`, `DeploymentStatus of a3e2…, dialect rc2`. */
  readonly what: string;
  readonly diagnostics: readonly Diagnostic[];
  /** A document of Margo, to be compared with others. */
  readonly document?: MargoDocument;
}

/**
 * Checks one document that lies in no infra repo, by the `kind` it names, or by its shape where its dialect has no kind.
 * Throws CLI_INPUT_MISSING where it has no mark of ours. Broken YAML and an unknown kind are diagnostics, not errors.
 */
export async function readDocumentFile(path: string, options: ModeOption = {}): Promise<DocumentReport> {
  const file = basename(path);
  const bytes = await (await createFolderReader(dirname(path))).read(file);
  if (bytes === undefined)
    throw new ColoError('CLI_INPUT_MISSING', `${toSafeText(path, 400)} cannot be read`);
  const report = checkDocumentBytes(bytes, file, options);
  if (report !== undefined) return report;
  throw new ColoError('CLI_INPUT_MISSING', `${toSafeText(path, 400)} is not a document of colo or Margo`, {
    fix: `Give it one of the kinds ${kinds.join(', ')}, or name a margo.yaml.`,
  });
}

/** As {@link readDocumentFile}, of bytes; undefined where they have no mark of ours. */
export function checkDocumentBytes(
  bytes: Uint8Array,
  file: string,
  options: ModeOption = {},
): DocumentReport | undefined {
  const decoded = decodeText(bytes, { file });
  if (!decoded.ok) return { what: 'document', diagnostics: decoded.diagnostics };
  const text = decoded.value;
  // Compose files may have merge keys and tags, which our own documents may not.
  const compose = readComposeDocument(text, { file });
  if (compose !== undefined) return { what: 'compose file', diagnostics: compose };
  const parsed = parseYaml(text, { file });
  if (!parsed.ok) {
    // Two braces without quotes are a map in a map: the placeholder is what is wrong.
    const templates = findTemplateLines(text, file);
    return { what: 'document', diagnostics: templates.length > 0 ? templates : parsed.diagnostics };
  }
  const kind = readKind(parsed.value);
  if (kind !== undefined && Object.hasOwn(readers, kind)) return checkOwn(kind, text, file);
  const report = readMargoDocument(text, parsed.value, options);
  if (report !== undefined) return report;
  if (kind === undefined) return undefined;
  return { what: 'document', diagnostics: [describeUnknownKind(parsed.value, kinds)] };
}

function checkOwn(kind: string, text: string, file: string): DocumentReport {
  const read = readers[kind]?.(text, { file });
  if (read === undefined) return { what: kind, diagnostics: [] };
  return { what: kind, diagnostics: read.ok ? read.warnings : read.diagnostics };
}

function readKind({ value }: ParsedYaml): string | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  return typeof value.kind === 'string' ? value.kind : undefined;
}
