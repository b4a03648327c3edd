import type { Pull } from '../ports/pulls.ts';
import type { Repository } from '../ports/repository.ts';

/** The head of a pull request as it is now, forks included; its objects are in the mirror afterwards. */
export async function readPullHead({ git }: Repository, pull: Pull): Promise<string | undefined> {
  if (pull.isFork) return git.fetchPull(pull.number, pull.headCommit);
  const head = await git.readBranch(pull.headRef);
  if (head === pull.headCommit) return head;
  await git.update();
  return (await git.readBranch(pull.headRef)) ?? git.fetchPull(pull.number, pull.headCommit);
}
