import type { PathStep } from '../documents/json-pointer.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import type { MargoDialect } from './app-package.ts';
import { isRecord } from './is-record.ts';

export type DetectedDialect =
  | { readonly kind: 'readable'; readonly dialect: MargoDialect }
  | {
      readonly kind: 'unsupported';
      /** As people call it. */
      readonly name: string;
      /** What told it, to be read after "because". */
      readonly because: string;
      readonly path: readonly PathStep[];
    }
  | { readonly kind: 'unknown'; readonly because: string; readonly path: readonly PathStep[] };

/** Tells the form in which a `margo.yaml` is written, by the keys that only one form has. */
export function detectDialect(value: unknown): DetectedDialect {
  if (!isRecord(value)) return { kind: 'unknown', because: 'the document is not a map', path: [] };
  if (value['kind'] === 'application') {
    return { kind: 'unsupported', name: '2024-10', because: 'kind is application', path: ['kind'] };
  }
  if (typeof value['kind'] === 'string' && value['kind'] !== 'ApplicationDescription') {
    return {
      kind: 'unknown',
      because: `kind is ${toSafeText(value['kind'], 60)}, not ApplicationDescription`,
      path: ['kind'],
    };
  }
  const metadata = value['metadata'];
  const hasMetadataId = isRecord(metadata) && Object.hasOwn(metadata, 'id');
  const hasTopId = Object.hasOwn(value, 'id');
  if (hasMetadataId && hasTopId) {
    return { kind: 'unknown', because: 'it has both metadata.id and id at the top', path: ['id'] };
  }
  if (hasMetadataId) return detectByProfiles(value) ?? { kind: 'readable', dialect: 'pr1' };
  if (hasTopId) return detectCandidate(value) ?? { kind: 'readable', dialect: 'rc3' };
  return { kind: 'unknown', because: 'it has neither metadata.id nor id at the top', path: [] };
}

/** Before preview release 1, profiles had no ids and compose was called docker-compose. */
function detectByProfiles(value: Readonly<Record<string, unknown>>): DetectedDialect | undefined {
  const profiles = listRecords(value['deploymentProfiles']);
  for (const [index, profile] of profiles.entries()) {
    if (profile['type'] !== 'docker-compose') continue;
    const path = ['deploymentProfiles', index, 'type'];
    return { kind: 'unsupported', name: '2025-02', because: 'a profile has the type docker-compose', path };
  }
  const hasIds = profiles.length === 0 || profiles.some((profile) => Object.hasOwn(profile, 'id'));
  if (hasIds) return undefined;
  const path = ['deploymentProfiles', 0];
  return { kind: 'unsupported', name: '2025-02', because: 'no deployment profile has an id', path };
}

/** Release candidates 1 and 2 moved the id to the top, but kept requiredResources and packageLocation. */
function detectCandidate(value: Readonly<Record<string, unknown>>): DetectedDialect | undefined {
  const name = '1.0.0-rc.1 or rc.2';
  for (const [index, profile] of listRecords(value['deploymentProfiles']).entries()) {
    const path = ['deploymentProfiles', index];
    if (Object.hasOwn(profile, 'requiredResources')) {
      const because = 'id is at the top and a profile has requiredResources';
      return { kind: 'unsupported', name, because, path: [...path, 'requiredResources'] };
    }
    if (profile['type'] === 'process') continue;
    for (const [position, component] of listRecords(profile['components']).entries()) {
      const properties = component['properties'];
      if (!isRecord(properties)) continue;
      const key = ['packageLocation', 'keyLocation'].find((each) => Object.hasOwn(properties, each));
      if (key === undefined) continue;
      const because = `id is at the top and a component has ${key}`;
      return {
        kind: 'unsupported',
        name,
        because,
        path: [...path, 'components', position, 'properties', key],
      };
    }
  }
  return undefined;
}

function listRecords(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map((item) => (isRecord(item) ? item : {})) : [];
}
