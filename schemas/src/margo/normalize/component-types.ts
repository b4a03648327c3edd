import type { MargoSource } from './margo-source.ts';

/** The profile types that each component name occurs in, normalised: `helm.v3` is `helm`. */
export type ComponentTypes = ReadonlyMap<string, ReadonlySet<string>>;

/** One name for each type; earlier dialects call helm `helm.v3`, the drafts call compose `docker-compose`. */
export function normalizeType(type: string): string {
  if (type === 'helm.v3') return 'helm';
  return type === 'docker-compose' ? 'compose' : type;
}

export function collectComponentTypes(source: MargoSource): ComponentTypes {
  const types = new Map<string, Set<string>>();
  for (const profile of source.document.deploymentProfiles) {
    for (const component of profile.components) {
      const known = types.get(component.name) ?? new Set<string>();
      types.set(component.name, known.add(normalizeType(profile.type)));
    }
  }
  return types;
}
