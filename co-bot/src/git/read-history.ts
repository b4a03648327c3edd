import type { GitStore } from '../ports/git-store.ts';
import { runGit } from './run-git.ts';

type History = ReadonlyMap<string, readonly string[]>;

/** Histories that are kept: the present head, and those of work that began just before it moved. */
const KEPT = 4;

/** Reads which commits changed which paths, in one pass, and keeps the answers for the newest heads. */
export function createHistoryReader(folder: string): GitStore['readHistory'] {
  const kept = new Map<string, Promise<History>>();
  return (head, below) => {
    const key = `${head} ${below}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const history = readHistory(folder, head, below);
    kept.set(key, history);
    history.catch(() => kept.delete(key));
    for (const old of [...kept.keys()].slice(0, -KEPT)) kept.delete(old);
    return history;
  };
}

async function readHistory(folder: string, head: string, below: string): Promise<History> {
  const args = [
    'log',
    '--first-parent',
    '-m',
    '--no-renames',
    '--name-only',
    '-z',
    '--format=%x01%H',
    head,
    '--',
    below,
  ];
  const { stdout } = await runGit({ folder, args });
  const history = new Map<string, string[]>();
  let commit = '';
  for (const field of new TextDecoder().decode(stdout).split('\0')) {
    const text = field.replace(/^\n/u, '');
    if (text.startsWith('\u0001')) commit = text.slice(1).trim();
    else if (text !== '') {
      const commits = history.get(text) ?? [];
      if (commits.at(-1) !== commit) commits.push(commit);
      history.set(text, commits);
    }
  }
  return history;
}
