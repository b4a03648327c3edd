import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import { describePathProblem } from './check-path.ts';
import type { RepoEntry } from './repo-reader.ts';

/** Longest path that a message shows. */
const SHOWN = 200;

/** Modes of plain files, as Git writes them. */
const FILE_MODES: ReadonlySet<string> = new Set(['100644', '100755']);

/** Paths and modes that no tree of colo may have, and paths that some file systems cannot tell apart. */
export function checkEntries(entries: readonly RepoEntry[]): readonly Diagnostic[] {
  return [...entries.flatMap(checkEntry), ...findCollisions(entries)];
}

function checkEntry({ path, mode }: RepoEntry): readonly Diagnostic[] {
  const spot = startOf(toSafeText(path, SHOWN));
  const problem = describePathProblem(path);
  if (problem !== undefined) {
    return [makeDiagnostic('TREE_PATH_REFUSED', `the path ${toSafeText(path, SHOWN)} ${problem}`, spot)];
  }
  if (FILE_MODES.has(mode)) return [];
  return [makeDiagnostic('TREE_MODE_REFUSED', `${toSafeText(path, SHOWN)} is ${describeMode(mode)}`, spot)];
}

function describeMode(mode: string): string {
  if (mode === '120000') return 'a symbolic link';
  if (mode === '160000') return 'a submodule';
  return `of mode ${toSafeText(mode, 20)}`;
}

/**
 * Folders collide too: `A/x` and `a/y` are one folder where case does not count. So do an entry that stands twice, and a
 * file that is a folder of another: Git can hold both, and readers differ in which of the two they see. Each is named
 * once. What is refused already is left out, which bounds the work of each path.
 */
function findCollisions(entries: readonly RepoEntry[]): readonly Diagnostic[] {
  const sound = entries.filter(({ path }) => describePathProblem(path) === undefined);
  const firsts = new Map<string, string>();
  const files = new Set<string>();
  const named = new Set<string>();
  const found: Diagnostic[] = [];
  function report(path: string, part: string, message: string): void {
    if (named.has(part)) return;
    named.add(part);
    found.push(makeDiagnostic('TREE_PATH_COLLISION', message, startOf(toSafeText(path, SHOWN))));
  }
  for (const { path } of sound) {
    if (files.has(path)) report(path, path, `${toSafeText(path, SHOWN)} is in the tree twice`);
    files.add(path);
  }
  for (const { path } of sound) {
    for (const part of listAncestors(path)) {
      if (part !== path && files.has(part)) {
        report(path, part, `${toSafeText(part, SHOWN)} is both a file and a folder`);
      }
      const folded = part.normalize('NFC').toLowerCase().normalize('NFC');
      const first = firsts.get(folded);
      if (first === undefined) firsts.set(folded, part);
      if (first === undefined || first === part) continue;
      const message = `${toSafeText(part, SHOWN)} and ${toSafeText(first, SHOWN)} are one path on many file systems`;
      report(path, part, message);
      break;
    }
  }
  return found;
}

/** A path's folders from the top, then the path itself. */
function listAncestors(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
