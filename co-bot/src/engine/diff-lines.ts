import type { Hunk } from '../ports/git-store.ts';

/** True for a line that the diff shows on its new side. */
export function isShown(hunks: readonly Hunk[], line: number): boolean {
  return hunks.some(({ after }) => line >= after.start && line < after.start + after.count);
}

/**
 * Where a line of the old side is on the new one; undefined when the change touched it.
 *
 * @param hunks without lines of context
 */
export function followLine(hunks: readonly Hunk[], line: number): number | undefined {
  let shift = 0;
  for (const { before, after } of hunks) {
    const first = before.count === 0 ? before.start + 1 : before.start;
    if (line < first) break;
    if (line < first + before.count) return undefined;
    shift += after.count - before.count;
  }
  return line + shift;
}
