import type { GitRepository } from './open-repository.ts';
import { runGit } from './run-git.ts';

export interface PushedCommit {
  readonly sha: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly modified: readonly string[];
}

/**
 * The commits that a push brought, oldest first, with the names of the files each changed against its first parent.
 *
 * @param not commits that were there before
 */
export async function listPushedCommits(
  git: GitRepository,
  from: string,
  not: readonly string[],
  limit: number,
): Promise<PushedCommit[]> {
  const { stdout } = await runGit(git.path, [
    'log',
    '-z',
    '--format=%x01%H',
    '--name-status',
    '--no-renames',
    '--diff-merges=first-parent',
    `--max-count=${limit}`,
    from,
    ...not.map((sha) => `^${sha}`),
    '--',
  ]);
  return parseLog(stdout.toString('utf8')).reverse();
}

function parseLog(text: string): PushedCommit[] {
  const commits: { sha: string; added: string[]; removed: string[]; modified: string[] }[] = [];
  const words = text.split(/[\0\n]/);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const commit = commits.at(-1);
    if (word.startsWith('\x01')) {
      commits.push({ sha: word.slice(1), added: [], removed: [], modified: [] });
    } else if (/^[AMDT]$/.test(word) && commit !== undefined) {
      at += 1;
      const list = word === 'A' ? commit.added : word === 'D' ? commit.removed : commit.modified;
      list.push(words[at] ?? '');
    }
  }
  return commits;
}
