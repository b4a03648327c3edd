import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import { describePathProblem } from './check-path.ts';
import { createCollisionFinder } from './find-collisions.ts';
import type { RepoEntry } from './repo-reader.ts';

/** Longest path that a message shows. */
const SHOWN = 200;

/** Modes of plain files, as Git writes them. */
const FILE_MODES: ReadonlySet<string> = new Set(['100644', '100755']);

/** Paths and modes that no tree of colo may have, and paths that some file systems cannot tell apart. */
export function checkEntries(entries: readonly RepoEntry[]): readonly Diagnostic[] {
  const check = createEntryCheck();
  return entries.flatMap((entry) => [...check(entry)]);
}

/**
 * {@link checkEntries} for entries that come one at a time, in the order of a tree. What is refused by its path is not
 * compared with others, which bounds the work of each.
 */
export function createEntryCheck(): (entry: RepoEntry) => readonly Diagnostic[] {
  const findCollisions = createCollisionFinder();
  return ({ path, mode }) => {
    const problem = describePathProblem(path);
    if (problem !== undefined) {
      const shown = toSafeText(path, SHOWN);
      return [makeDiagnostic('TREE_PATH_REFUSED', `the path ${shown} ${problem}`, startOf(shown))];
    }
    const collisions = findCollisions(path);
    if (FILE_MODES.has(mode)) return collisions;
    const shown = toSafeText(path, SHOWN);
    const message = `${shown} is ${describeMode(mode)}`;
    return [makeDiagnostic('TREE_MODE_REFUSED', message, startOf(shown)), ...collisions];
  };
}

function describeMode(mode: string): string {
  if (mode === '120000') return 'a symbolic link';
  if (mode === '160000') return 'a submodule';
  return `of mode ${toSafeText(mode, 20)}`;
}
