import type { PackageSource } from '@colo/schemas/documents/desired-state';
import { isName, isSecretName } from '@colo/schemas/names';
import type { ChangeRequest, ChangeTargets, NamedTargets } from './change-request.ts';

type Fields = Readonly<Record<string, unknown>>;

const COMMIT = /^[0-9a-f]{40,64}$/u;
const DIGEST = /^sha256:[0-9a-f]{64}$/u;
const REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9._-]*\/[A-Za-z0-9._-]+$/u;
const VERSION = /^[0-9A-Za-z][0-9A-Za-z.+_-]{0,127}$/u;

/**
 * Reads the typed request back from the JSON of a commit trailer. Commits are data: whatever is not exactly a request
 * is undefined.
 */
export function readChangeRequest(json: string): ChangeRequest | undefined {
  const fields = parseObject(json);
  const by = fields?.['by'];
  if (fields === undefined || typeof by !== 'string' || by === '') return undefined;
  switch (fields['verb']) {
    case 'deploy':
      return readDeploy(fields, by);
    case 'update': {
      const found = readPackage(fields);
      return found === undefined ? undefined : { verb: 'update', by, ...found };
    }
    case 'remove': {
      const targets = readTargets(fields['targets']);
      const { purge } = fields;
      if (targets?.kind !== 'named' || (purge !== undefined && purge !== true)) return undefined;
      return { verb: 'remove', by, targets, ...(purge === true ? { purge } : {}) };
    }
    case 'rollback': {
      const { targets: from, asOf, to } = fields;
      const targets = readTargets(from);
      if (targets === undefined || !isCommit(asOf) || (to !== undefined && !isCommit(to))) return undefined;
      return { verb: 'rollback', by, targets, asOf, ...(to === undefined ? {} : { to }) };
    }
    case 'hold': {
      const targets = readTargets(fields['targets']);
      const reason = fields['reason'];
      return targets === undefined || typeof reason !== 'string'
        ? undefined
        : { verb: 'hold', by, targets, reason };
    }
    case 'resume': {
      const targets = readTargets(fields['targets']);
      return targets === undefined ? undefined : { verb: 'resume', by, targets };
    }
    default:
      return undefined;
  }
}

function readDeploy(fields: Fields, by: string): ChangeRequest | undefined {
  const found = readPackage(fields);
  const { selector, set, secrets, unset, track } = fields;
  if (found === undefined || typeof selector !== 'string') return undefined;
  if (!isStringRecord(set) || !isStringArray(unset)) return undefined;
  if (secrets !== undefined && !(isStringRecord(secrets) && Object.values(secrets).every(isSecretName)))
    return undefined;
  if (track !== undefined && typeof track !== 'string') return undefined;
  const optional = {
    ...(secrets === undefined ? {} : { secrets }),
    ...(track === undefined ? {} : { track }),
  };
  return { verb: 'deploy', by, ...found, selector, set, unset, ...optional };
}

function readPackage(
  fields: Fields,
): { readonly application: string; readonly version: string; readonly source: PackageSource } | undefined {
  const { application, version, source } = fields;
  if (!isText(application, isName) || !isText(version, (text) => VERSION.test(text)) || !isFields(source)) {
    return undefined;
  }
  const { repository, path, commit, digest } = source;
  if (!isText(repository, (text) => REPOSITORY.test(text)) || typeof path !== 'string') return undefined;
  if (!isCommit(commit) || !isText(digest, (text) => DIGEST.test(text))) return undefined;
  return { application, version, source: { repository, path, commit, digest } };
}

function readTargets(value: unknown): ChangeTargets | undefined {
  if (!isFields(value)) return undefined;
  const { kind, commit } = value;
  if (kind === 'merge') return isCommit(commit) ? { kind, commit } : undefined;
  return kind === 'named' ? readNamed(value) : undefined;
}

function readNamed({ application, selector }: Fields): NamedTargets | undefined {
  if (!isText(application, isName) || typeof selector !== 'string') return undefined;
  return { kind: 'named', application, selector };
}

function parseObject(json: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isFields(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown, fits: (text: string) => boolean): value is string {
  return typeof value === 'string' && fits(value);
}

function isCommit(value: unknown): value is string {
  return isText(value, (text) => COMMIT.test(text));
}

function isStringRecord(value: unknown): value is Readonly<Record<string, string>> {
  return isFields(value) && Object.values(value).every((each) => typeof each === 'string');
}

function isStringArray(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
