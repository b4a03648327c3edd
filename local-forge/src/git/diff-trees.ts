import type { GitRepository } from './open-repository.ts';
import { runGit } from './run-git.ts';

export interface FileDiff {
  readonly path: string;
  readonly previousPath: string | undefined;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
}

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
const STATUS = { A: 'added', D: 'removed', M: 'modified', T: 'modified', R: 'renamed', C: 'added' } as const;

/**
 * Compares two commits or trees file by file, with line counts.
 *
 * @param from undefined compares with nothing, as for a first commit
 */
export async function diffTrees(
  git: GitRepository,
  from: string | undefined,
  to: string,
): Promise<FileDiff[]> {
  const { stdout } = await runGit(git.path, [
    'diff-tree',
    '-r',
    '-z',
    '-M',
    '--no-abbrev',
    '--raw',
    '--numstat',
    from ?? EMPTY_TREE,
    to,
  ]);
  return parseRawNumstat(stdout.toString('utf8'));
}

/** Parses `diff-tree -z --raw --numstat`: all raw rows first, then all counts (git-diff-tree(1)). */
function parseRawNumstat(text: string): FileDiff[] {
  const words = text.split('\0');
  const files = new Map<string, FileDiff>();
  let at = 0;
  while (words[at]?.startsWith(':') === true) {
    const [, , , sha = '', letters = ''] = (words[at] ?? '').slice(1).split(' ');
    const letter = letters.charAt(0);
    const renamed = letter === 'R' || letter === 'C';
    const path = words[at + (renamed ? 2 : 1)] ?? '';
    const previousPath = renamed ? words[at + 1] : undefined;
    files.set(path, { path, previousPath, status: statusOf(letter), sha, additions: 0, deletions: 0 });
    at += renamed ? 3 : 2;
  }
  while (at < words.length - 1) {
    const [added = '0', deleted = '0', name = ''] = (words[at] ?? '').split('\t');
    const path = name === '' ? (words[at + 2] ?? '') : name;
    at += name === '' ? 3 : 1;
    const file = files.get(path);
    if (file !== undefined) {
      // "-" stands for a binary file, which has no lines.
      files.set(path, { ...file, additions: Number(added) || 0, deletions: Number(deleted) || 0 });
    }
  }
  return [...files.values()];
}

function statusOf(letter: string): FileDiff['status'] {
  return letter === 'A' || letter === 'D' || letter === 'R' || letter === 'C' ? STATUS[letter] : 'modified';
}
