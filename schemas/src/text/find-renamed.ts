import { suggestWord } from './suggest-word.ts';

/**
 * A name that is used again and again but defined nowhere, beside a nearly equal one that is defined and never used: then
 * the definition is misspelt, and that is one fault, not one for each use.
 *
 * @returns by defined name, the name that everybody uses
 */
export function findRenamed(
  defined: readonly string[],
  used: readonly string[],
): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const name of used) counts.set(name, (counts.get(name) ?? 0) + 1);
  const idle = defined.filter((name) => !counts.has(name));
  const renamed = new Map<string, string>();
  for (const [name, count] of counts) {
    if (count < 2 || defined.includes(name)) continue;
    const near = suggestWord(name, idle);
    if (near !== undefined && !renamed.has(near)) renamed.set(near, name);
  }
  return renamed;
}
