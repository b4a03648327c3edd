import { normalizeType } from './component-types.ts';
import type { MargoSource, SourceProfile } from './margo-source.ts';

/** A profile with the id that it has in the model. */
export type NamedProfile = SourceProfile & { readonly id: string };

/**
 * The profiles, each with an id. Profiles of the drafts before preview release 1 have none: they are called after their
 * type, and from the second one of a type on with a number (`compose`, `compose-2`), so that the same file always gives
 * the same ids.
 */
export function nameProfiles(source: MargoSource): readonly NamedProfile[] {
  const counts = new Map<string, number>();
  const profiles: readonly SourceProfile[] = source.document.deploymentProfiles;
  return profiles.map((profile) => {
    if ('id' in profile) return profile;
    const type = normalizeType(profile.type);
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    return { ...profile, id: count === 1 ? type : `${type}-${count}` };
  });
}
