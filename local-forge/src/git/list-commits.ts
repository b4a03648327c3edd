import { listNewCommits } from './commit-graph.ts';
import type { GitRepository } from './open-repository.ts';
import { readGit } from './run-git.ts';

interface CommitQuery {
  readonly from: string;
  readonly not?: readonly string[];
  readonly path?: string;
  readonly since?: string;
  readonly until?: string;
  readonly skip?: number;
  readonly limit?: number;
  readonly oldestFirst?: boolean;
}

/** Lists the ids of commits, newest first unless asked otherwise. */
export async function listCommits(git: GitRepository, query: CommitQuery): Promise<string[]> {
  const { from, not = [], oldestFirst = false, ...rest } = query;
  if (oldestFirst && Object.keys(rest).length === 0) {
    return (await listNewCommits(git, from, not)).map(({ sha }) => sha).reverse();
  }
  const args = ['rev-list', query.oldestFirst === true ? '--reverse' : '--date-order'];
  if (query.since !== undefined) {
    args.push(`--since=${query.since}`);
  }
  if (query.until !== undefined) {
    args.push(`--until=${query.until}`);
  }
  if (query.skip !== undefined) {
    args.push(`--skip=${query.skip}`);
  }
  if (query.limit !== undefined) {
    args.push(`--max-count=${query.limit}`);
  }
  args.push(query.from, ...(query.not ?? []).map((sha) => `^${sha}`), '--');
  if (query.path !== undefined) {
    args.push(`:(literal)${query.path}`);
  }
  const text = await readGit(git.path, args);
  return text === '' ? [] : text.split('\n');
}
