import type { Diagnostic, ReadResult } from '../../documents/diagnostic.ts';
import type { PathStep } from '../../documents/json-pointer.ts';
import { parsePointer } from '../../documents/json-pointer.ts';
import { makeDesiredStateForm } from '../../documents/read-desired-state.ts';
import { checkDocument } from '../../documents/read-document.ts';
import { compareSpots } from '../../documents/schema/validate-against.ts';
import { parseYaml } from '../../documents/yaml/parse-yaml.ts';
import type { ParsedYaml } from '../../documents/yaml/parsed-yaml.ts';
import type { ErrorCode } from '../../errors/error-table.ts';
import type { Deployment } from '../../generated/desired-state.ts';
import { ownValue } from '../../resolve/own-value.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { MargoTarget } from '../convert/margo-target.ts';
import { type Fault, toDiagnostic } from '../fault.ts';
import { findDeploymentLosses } from './find-deployment-losses.ts';
import { isMargoValue } from './is-margo-value.ts';
import { readMargoDeployments } from './read-deployments.ts';
import { makeDocumentId, writeDeployment } from './write-deployment.ts';

export interface ExportOptions {
  /** Name of the desired state for messages. */
  readonly file: string;
  readonly site?: string;
  /** Default: each deployment in the newest dialect that has a place for all of it. */
  readonly to?: MargoTarget;
  readonly host?: string;
  readonly application?: string;
}

/** One deployment on one host, as a Margo document. */
export interface ExportedDeployment {
  readonly id: string;
  readonly deploymentId: string;
  readonly applicationId: string;
  readonly host: string;
  readonly dialect: MargoTarget;
  readonly text: string;
}

/**
 * The deployments of a `desiredstate.yaml` as Margo `ApplicationDeployment` documents, one for each deployment and host.
 * Where something has no place in the dialect, nothing is written and each such part is named with its line and column.
 * Values that Margo has no type for stand in an annotation, with a warning.
 *
 * @param text content of the desired state, of unknown origin
 */
export function exportDeployments(
  text: string,
  options: ExportOptions,
): ReadResult<readonly ExportedDeployment[]> {
  const parsed = parseYaml(text, options);
  if (!parsed.ok) return parsed;
  const read = checkDocument(parsed.value, makeDesiredStateForm(options.site));
  if (!read.ok) return read;
  const { metadata, spec } = read.value;
  const exported: ExportedDeployment[] = [];
  const warnings: Diagnostic[] = [...read.warnings];
  const faults: Diagnostic[] = [];
  for (const [index, deployment] of spec.deployments.entries()) {
    const hosts = deployment.hosts.filter((host) => options.host === undefined || host === options.host);
    const isMeant = options.application === undefined || deployment.applicationId === options.application;
    if (!isMeant || hosts.length === 0) continue;
    const written = writeHosts({ site: metadata.site, deployment, hosts, index }, options.to, parsed.value);
    if (written.ok) exported.push(...written.value);
    else faults.push(...written.diagnostics);
    warnings.push(...warnOfValues(deployment, hosts, index, parsed.value));
  }
  if (faults.length > 0) return { ok: false, diagnostics: faults.sort(compareSpots) };
  return { ok: true, value: exported, warnings: warnings.sort(compareSpots) };
}

interface Entry {
  readonly site: string;
  readonly deployment: Deployment;
  readonly hosts: readonly string[];
  readonly index: number;
}

/** All hosts of a deployment in one dialect. */
function writeHosts(
  entry: Entry,
  to: MargoTarget | undefined,
  parsed: ParsedYaml,
): ReadResult<readonly ExportedDeployment[]> {
  if (to !== undefined) return writeDialect(entry, to, parsed);
  const newest = writeDialect(entry, 'rc3', parsed);
  if (newest.ok) return newest;
  const older = writeDialect(entry, 'pr1', parsed);
  return older.ok ? older : newest;
}

function writeDialect(
  { site, deployment, hosts, index }: Entry,
  dialect: MargoTarget,
  parsed: ParsedYaml,
): ReadResult<readonly ExportedDeployment[]> {
  const base = ['spec', 'deployments', index];
  const losses = findDeploymentLosses(deployment, dialect, base);
  if (losses.length > 0) {
    return { ok: false, diagnostics: losses.map((fault) => toDiagnostic(fault, parsed)) };
  }
  const exported = hosts.map((host) => {
    const subject = { site, host, deployment };
    return {
      id: makeDocumentId(subject),
      deploymentId: deployment.id,
      applicationId: deployment.applicationId,
      host,
      dialect,
      text: writeDeployment(subject, dialect),
    };
  });
  // The first speaks for all: hosts differ in values alone, and those that no dialect has a type for are set apart.
  const refused = exported.slice(0, 1).flatMap(({ text }) => listRefused(text, dialect, base));
  if (refused.length > 0) {
    return { ok: false, diagnostics: refused.map((fault) => toDiagnostic(fault, parsed)) };
  }
  return { ok: true, value: exported, warnings: [] };
}

/** Faults of a key, not of its value. */
const KEY_CODES: ReadonlySet<ErrorCode> = new Set([
  'DOCUMENT_UNKNOWN_KEY',
  'DOCUMENT_MISSING_KEY',
  'MARGO_COMPONENT_MIXED',
  'MARGO_COMPONENT_INCOMPLETE',
]);

/** What a reader of the dialect refuses, by its path in the desired state. */
function listRefused(text: string, dialect: MargoTarget, base: readonly PathStep[]): readonly Fault[] {
  const read = readMargoDeployments(text, { file: dialect });
  if (read.ok) return [];
  return read.diagnostics.map(({ code, pointer, message }) => ({
    code: 'MARGO_NOT_CARRIED',
    path: [...base, ...toDesiredPath(parsePointer(pointer))],
    message: `${dialect} has no place for this: ${message}`,
    atKey: KEY_CODES.has(code),
  }));
}

function toDesiredPath([, part, ...rest]: readonly string[]): readonly PathStep[] {
  if (part === 'deploymentProfile') return ['profile', ...rest];
  return part === 'parameters' ? [part, ...rest] : [];
}

function warnOfValues(
  { applicationId, parameters, hostParameters }: Deployment,
  hosts: readonly string[],
  index: number,
  parsed: ParsedYaml,
): readonly Diagnostic[] {
  return Object.entries(parameters).flatMap(([name, { value }]) => {
    const values = hosts.map((host) => ownValue(ownValue(hostParameters, host), name) ?? value);
    if (values.every(isMargoValue)) return [];
    const message = `Margo has no type for the value of ${toSafeText(name, 80)}: it stands in the annotation colo.dev/parameters of ${applicationId}`;
    const path = ['spec', 'deployments', index, 'parameters', name, 'value'];
    const fix = 'Nothing for colo; give a device of others the value by its own means.';
    return [toDiagnostic({ code: 'MARGO_NOT_CARRIED', path, message, fix, severity: 'warning' }, parsed)];
  });
}
