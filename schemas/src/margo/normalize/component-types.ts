import type { MargoSource } from './margo-source.ts';

/** The profile types that each component name occurs in, normalised: `helm.v3` is `helm`. */
export type ComponentTypes = ReadonlyMap<string, ReadonlySet<string>>;

export function normalizeType(type: string): string {
  return type === 'helm.v3' ? 'helm' : type;
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
