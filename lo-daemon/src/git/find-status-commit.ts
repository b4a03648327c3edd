import { DEEPENING } from './ensure-descendant.ts';
import type { GitRepository } from './git-repository.ts';

/**
 * The newest first-parent commit that changed a path: where the reports of a revision go. At the edge of a shallow
 * history every path looks new, so older history is fetched until the answer is certain.
 */
export async function findStatusCommit(
  repository: GitRepository,
  commit: string,
  path: string,
  signal?: AbortSignal,
): Promise<string> {
  for (const amount of DEEPENING) {
    const found = await repository.findLastChange(commit, path);
    const atEdge = found === undefined || (await repository.listParents(found)).length === 0;
    if (!atEdge || !(await repository.isShallow())) return found ?? commit;
    await repository.deepen(amount, signal);
  }
  return (await repository.findLastChange(commit, path)) ?? commit;
}
