import type { Repository } from '../ports/repository.ts';
import type { StatusState } from '../ports/statuses.ts';

export interface WantedStatus {
  readonly context: string;
  readonly state: StatusState;
  readonly description: string;
}

/** Sets a status of CO on a commit, unless CO's newest one there says the same: GitHub keeps at most 1,000 of them. */
export async function keepStatus(
  repository: Repository,
  commit: string,
  wanted: WantedStatus,
): Promise<void> {
  const statuses = await repository.statuses.listStatuses(commit);
  const present = statuses.find(
    ({ context, creator }) => context === wanted.context && creator?.id === repository.bot.id,
  );
  if (present?.state === wanted.state && present.description === wanted.description) return;
  await repository.statuses.createStatus(commit, wanted);
}
