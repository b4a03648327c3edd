import type { GitRepository } from './open-repository.ts';
import { runGit } from './run-git.ts';

/** One piece of a file's diff. Lines count from 1. */
export interface Hunk {
  readonly before: { readonly start: number; readonly count: number };
  readonly after: { readonly start: number; readonly count: number };
  /** The header and the lines, as git shows them. */
  readonly text: string;
}

const HEADER = /^@@ -(?<a>\d+)(?:,(?<b>\d+))? \+(?<c>\d+)(?:,(?<d>\d+))? @@/;

/**
 * The diff of one file between two commits, in hunks.
 *
 * @param context lines shown around each change; GitHub shows 3
 * @returns undefined when the file does not differ; no hunk for one without lines to show
 */
export async function readHunks(
  git: GitRepository,
  range: { readonly from: string; readonly to: string; readonly path: string; readonly context?: number },
): Promise<readonly Hunk[] | undefined> {
  const { from, to, path, context = 3 } = range;
  const options = ['--no-color', '--no-ext-diff', '--no-textconv', '--no-renames', `-U${context}`];
  const { stdout } = await runGit(git.path, [
    'diff-tree',
    '-r',
    '-p',
    ...options,
    from,
    to,
    '--',
    `:(literal)${path}`,
  ]);
  const text = stdout.toString('utf8');
  if (text === '') return undefined;
  const hunks: Hunk[] = [];
  for (const part of text.split(/^(?=@@ )/m).slice(1)) {
    const { a, b = '1', c, d = '1' } = HEADER.exec(part)?.groups ?? {};
    const before = { start: Number(a), count: Number(b) };
    hunks.push({ before, after: { start: Number(c), count: Number(d) }, text: part.replace(/\n$/, '') });
  }
  return hunks;
}

/** The hunk that shows a line of one side. */
export function findHunk(hunks: readonly Hunk[], side: 'before' | 'after', line: number): Hunk | undefined {
  return hunks.find((hunk) => line >= hunk[side].start && line < hunk[side].start + hunk[side].count);
}

/** Where a line is after a change; undefined when the change touched it. `hunks` are without context. */
export function followLine(hunks: readonly Hunk[], line: number): number | undefined {
  let shift = 0;
  for (const { before, after } of hunks) {
    // Without lines of its own, a hunk stands after the line that it names.
    const first = before.count === 0 ? before.start + 1 : before.start;
    if (line < first) break;
    if (line < first + before.count) return undefined;
    shift += after.count - before.count;
  }
  return line + shift;
}
