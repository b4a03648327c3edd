import type { PackageFile } from '@colo/schemas/margo/content';
import type { RefusalRecord, RevisionRecord } from './revision.ts';

// trust boundary: LO's own files, which carry a checksum, become typed values here and nowhere else.

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasStrings<K extends string>(
  value: Readonly<Record<string, unknown>>,
  keys: readonly K[],
): value is Readonly<Record<string, unknown>> & Readonly<Record<K, string>> {
  return keys.every((key) => typeof value[key] === 'string');
}

function isPackageFile(value: unknown): value is PackageFile {
  return (
    isObject(value) &&
    hasStrings(value, ['path', 'sha256']) &&
    (value['mode'] === '100644' || value['mode'] === '100755') &&
    Number.isSafeInteger(value['size'])
  );
}

/** The file list of a stored package; undefined when it is not one. */
export function readPackageFiles(value: unknown): readonly PackageFile[] | undefined {
  return Array.isArray(value) && value.every(isPackageFile) ? value : undefined;
}

const REVISION_KEYS = [
  'commit',
  'statusCommit',
  'siteTree',
  'fingerprint',
  'adoptedAt',
  'siteText',
  'desiredText',
] as const;

/** A stored revision; undefined when it is not one. */
export function readRevisionRecord(value: unknown): RevisionRecord | undefined {
  if (!isObject(value) || !hasStrings(value, REVISION_KEYS)) return undefined;
  const packages = value['packages'];
  if (!Array.isArray(packages) || !packages.every((digest) => typeof digest === 'string')) return undefined;
  return {
    commit: value.commit,
    statusCommit: value.statusCommit,
    siteTree: value.siteTree,
    fingerprint: value.fingerprint,
    adoptedAt: value.adoptedAt,
    siteText: value.siteText,
    desiredText: value.desiredText,
    packages,
    secretFiles: readTexts(value['secretFiles']),
  };
}

/** Texts by key; a record of before there were any has none. */
function readTexts(value: unknown): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** A stored refusal; undefined when it is not one. */
export function readRefusalRecord(value: unknown): RefusalRecord | undefined {
  if (!isObject(value) || !hasStrings(value, ['commit', 'statusCommit', 'code', 'message', 'fix', 'at']))
    return undefined;
  const { commit, statusCommit, code, message, fix, at } = value;
  const fingerprint = value['fingerprint'];
  return {
    commit,
    statusCommit,
    code,
    message,
    fix,
    at,
    fingerprint: typeof fingerprint === 'string' ? fingerprint : undefined,
  };
}
