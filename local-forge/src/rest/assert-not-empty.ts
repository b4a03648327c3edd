import { Refusal } from '../answers/refusal.ts';
import { listRefs } from '../git/refs.ts';
import type { Repository } from '../store/types.ts';

const filled = new WeakSet<Repository>();

/** GitHub's Git Data endpoints refuse a repository without any ref. @throws Refusal 409 */
export function assertNotEmpty(repository: Repository): void {
  if (filled.has(repository)) {
    return;
  }
  if (listRefs(repository.git, 'refs/heads/').length === 0) {
    throw new Refusal(409, 'Git Repository is empty.');
  }
  filled.add(repository);
}
