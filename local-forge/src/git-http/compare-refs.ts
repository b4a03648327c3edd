import type { RefChange } from '../effects/emit-push.ts';
import { type RefEntry, ZERO_ID } from '../git/refs.ts';

/** What changed between two lists of refs. */
export function compareRefs(before: readonly RefEntry[], after: readonly RefEntry[]): RefChange[] {
  const old = new Map(before.map((ref) => [ref.name, ref.sha]));
  const changes: RefChange[] = [];
  for (const { name, sha } of after) {
    const known = old.get(name);
    if (known !== sha) {
      changes.push({ name, before: known ?? ZERO_ID, after: sha });
    }
    old.delete(name);
  }
  for (const [name, sha] of old) {
    changes.push({ name, before: sha, after: ZERO_ID });
  }
  return changes;
}
