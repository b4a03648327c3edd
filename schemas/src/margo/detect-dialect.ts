import type { PathStep } from '../documents/json-pointer.ts';
import { suggestWord } from '../text/suggest-word.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import type { MargoDialect } from './app-package.ts';
import { isRecord } from './is-record.ts';

export type DetectedDialect =
  | {
      readonly kind: 'readable';
      readonly dialect: MargoDialect;
      /** What it may be instead, where no key tells: taken where it fits better than `dialect`. */
      readonly otherwise?: MargoDialect;
    }
  | {
      readonly kind: 'unknown';
      readonly because: string;
      readonly path: readonly PathStep[];
      readonly fix?: string;
    };

/** How people spell id; the schema then says which spelling is right. */
const ID_WORDS = /^(?:id|identifier|app-?id|application-?id)$/i;

/** Tells the form in which a `margo.yaml` is written, by the keys that only one form has. */
export function detectDialect(value: unknown): DetectedDialect {
  if (!isRecord(value)) return { kind: 'unknown', because: 'the document is not a map', path: [] };
  if (value['kind'] === 'application') return { kind: 'readable', dialect: '2024-10' };
  if (typeof value['kind'] === 'string' && value['kind'] !== 'ApplicationDescription') {
    const because = `kind is ${toSafeText(value['kind'], 60)}, not ApplicationDescription`;
    return { kind: 'unknown', because, path: ['kind'], fix: 'Write kind: ApplicationDescription.' };
  }
  const hasMetadataId = hasId(findMetadata(value));
  const hasTopId = hasId(value);
  if (hasMetadataId && hasTopId) {
    const fix =
      'Remove one of the two: preview release 1 has metadata.id, the release candidates id at the top.';
    return { kind: 'unknown', because: 'it has both metadata.id and id at the top', path: ['id'], fix };
  }
  const profiles = listRecords(value['deploymentProfiles']);
  if (hasMetadataId) return { kind: 'readable', dialect: isDraft(profiles) ? '2025-02' : 'pr1' };
  if (hasTopId) return detectCandidate(value, profiles);
  return { kind: 'unknown', because: 'it has neither metadata.id nor id at the top', path: [] };
}

/**
 * Before preview release 1, profiles had neither ids nor required resources, and compose was called docker-compose. One
 * later word makes a preview release: its faults are then told as such.
 */
function isDraft(profiles: readonly Readonly<Record<string, unknown>>[]): boolean {
  const isLater = (profile: Readonly<Record<string, unknown>>): boolean =>
    Object.hasOwn(profile, 'id') ||
    Object.hasOwn(profile, 'requiredResources') ||
    profile['type'] === 'compose';
  return profiles.length > 0 && !profiles.some(isLater);
}

/** Release candidates 1 and 2 moved the id to the top, but kept requiredResources and packageLocation. */
function detectCandidate(
  value: Readonly<Record<string, unknown>>,
  profiles: readonly Readonly<Record<string, unknown>>[],
): DetectedDialect {
  const isThird = profiles.some((profile) => Object.hasOwn(profile, 'deviceConstraints'));
  if (isThird) return { kind: 'readable', dialect: 'rc3' };
  const isOpen = Object.hasOwn(value, 'kind');
  if (profiles.some(isSecond)) {
    // With nothing but requiredResources of the second, it may as well be a slip in the third.
    if (profiles.some(hasLocation)) return { kind: 'readable', dialect: 'rc2' };
    if (profiles.some(isOfRegistry)) return { kind: 'readable', dialect: 'rc3', otherwise: 'rc2' };
    return { kind: 'readable', dialect: 'rc2', otherwise: 'rc3' };
  }
  // A package of charts alone can be valid in both, if it has kind. The third candidate is the stricter one.
  return { kind: 'readable', dialect: 'rc3', ...(isOpen ? { otherwise: 'rc2' } : {}) };
}

function isSecond(profile: Readonly<Record<string, unknown>>): boolean {
  return Object.hasOwn(profile, 'requiredResources') || hasLocation(profile);
}

/** Compose files in a registry came with the third candidate. */
function isOfRegistry(profile: Readonly<Record<string, unknown>>): boolean {
  if (profile['type'] !== 'compose') return false;
  return listRecords(profile['components']).some(
    ({ properties }) => isRecord(properties) && Object.hasOwn(properties, 'repository'),
  );
}

function hasLocation(profile: Readonly<Record<string, unknown>>): boolean {
  // A process has a packageLocation in every dialect.
  if (profile['type'] === 'process') return false;
  return listRecords(profile['components']).some(({ properties }) => {
    if (!isRecord(properties)) return false;
    return Object.hasOwn(properties, 'packageLocation') || Object.hasOwn(properties, 'keyLocation');
  });
}

function listRecords(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map((item) => (isRecord(item) ? item : {})) : [];
}

/** The value of metadata, though the key be misspelt: the schema says so better than a document without any id. */
function findMetadata(value: Readonly<Record<string, unknown>>): unknown {
  if (Object.hasOwn(value, 'metadata')) return value['metadata'];
  const key = Object.keys(value).find((each) => suggestWord(each, ['metadata']) !== undefined);
  return key === undefined ? undefined : value[key];
}

function hasId(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).some((key) => ID_WORDS.test(key));
}
