import type { GitRepository } from './git-repository.ts';

/** How much older history is fetched at once while looking for a commit; the whole of it at last. */
export const DEEPENING = [50, 1000, 'all'] as const;

/**
 * True when `commit` descends from (or is) `ancestor`. Where the history that is here does not tell, older history is
 * fetched until it does.
 */
export async function ensureDescendant(
  repository: GitRepository,
  ancestor: string,
  commit: string,
  signal?: AbortSignal,
): Promise<boolean> {
  if (ancestor === commit || (await repository.isAncestor(ancestor, commit))) return true;
  for (const amount of DEEPENING) {
    if (!(await repository.isShallow())) return false;
    await repository.deepen(amount, signal);
    if (await repository.isAncestor(ancestor, commit)) return true;
  }
  return false;
}
