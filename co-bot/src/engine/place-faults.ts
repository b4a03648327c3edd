import { createHash } from 'node:crypto';
import type { Diagnostic } from '@colo/schemas/diagnostics';
import { isColoError } from '@colo/schemas/errors';
import type { GitStore, Hunk } from '../ports/git-store.ts';
import { followLine, isShown } from './diff-lines.ts';

/** A fault and where a comment about it can stand on the diff of a pull request. */
export interface PlacedFault {
  /** The same for the same rule at the same place of the document, whatever line that is on. */
  readonly id: string;
  readonly path: string;
  /** Line at the head of the pull request; undefined when the diff shows the file but not the line. */
  readonly line: number | undefined;
  readonly diagnostic: Diagnostic;
}

/** What was judged, for finding lines of it on the diff. */
export interface Diff {
  readonly git: GitStore;
  /** Head of the base branch. */
  readonly base: string;
  /** Head of the pull request. */
  readonly head: string;
  /** The trial merge in which the faults were found. */
  readonly merged: string;
}

// GitHub's diff of a pull request shows this many lines around a change, and takes comments on them.
const CONTEXT = 3;

/**
 * Finds the places of faults on the diff of a pull request, which is that from where it left its base. Faults in files
 * that it does not touch have none.
 *
 * @param most places to find
 */
export async function placeFaults(
  { git, base, head, merged }: Diff,
  faults: readonly Diagnostic[],
  most: number,
): Promise<readonly PlacedFault[]> {
  const from = await git.mergeBase(base, head);
  if (from === undefined) return [];
  const touched = new Set(await git.listChangedPaths(from, head, []));
  const seen = new Map<string, number>();
  const placed: PlacedFault[] = [];
  for (const diagnostic of faults) {
    const { file, code, pointer } = diagnostic;
    if (!touched.has(file)) continue;
    if (placed.length === most) break;
    const key = `${code}\0${file}\0${pointer}`;
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    const id = createHash('sha256').update(`${key}\0${count}`).digest('hex').slice(0, 20);
    const line = await findLine(diagnostic);
    placed.push({ id, path: file, line, diagnostic });
  }
  return placed;

  /** The line at the head, if the diff shows it: what the base changed meanwhile moves lines of the merge. */
  async function findLine({ file, line }: Diagnostic): Promise<number | undefined> {
    const atHead = followLine(await readHunks(merged, head, file, 0), line);
    if (atHead === undefined) return undefined;
    return isShown(await readHunks(from ?? base, head, file, CONTEXT), atHead) ? atHead : undefined;
  }

  /** A diff that is too large to read has no line to comment on, on GitHub neither. */
  async function readHunks(one: string, other: string, path: string, context: number) {
    try {
      return await git.readHunks(one, other, path, context);
    } catch (error) {
      if (!isColoError(error) || error.code !== 'CO_GIT_FAILED') throw error;
      return [] satisfies readonly Hunk[];
    }
  }
}
