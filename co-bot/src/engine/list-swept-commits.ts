import { sitesFolder } from '../change/paths.ts';
import type { Session } from './open-session.ts';

const NEWEST = 25;
const ROTATING = 25;
const OLDEST = 1_000;

/**
 * Commits whose statuses a sweep reads: the newest that changed a site, and a window over the older ones that moves on
 * with each sweep, so that a sweep costs the same in a young and in an old repo.
 *
 * @param count how many sweeps there were before
 */
export async function listSweptCommits(
  { repository, head }: Session,
  count: number,
): Promise<readonly string[]> {
  const commits = (await repository.git.listFirstParents(head, [sitesFolder])).slice(0, OLDEST);
  const older = commits.slice(NEWEST);
  const start = older.length === 0 ? 0 : (count * ROTATING) % older.length;
  return [...commits.slice(0, NEWEST), ...older.slice(start, start + ROTATING)];
}
