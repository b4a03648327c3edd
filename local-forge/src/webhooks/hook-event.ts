import type { Repository, User } from '../store/types.ts';

/** Something that happened in a repository. */
export interface HookEvent {
  readonly event: string;
  readonly action?: string;
  readonly repository: Repository;
  readonly sender: User;
  readonly payload: Readonly<Record<string, unknown>>;
}
