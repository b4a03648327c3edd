import { isColoError } from '@colo/schemas/errors';
import type { Log } from '../ports/log.ts';
import type { Repository } from '../ports/repository.ts';
import { decideFaultComments, type FaultCommentAction } from './decide-fault-comments.ts';
import type { PlacedFault } from './place-faults.ts';

interface KeptFaults {
  readonly repository: Pick<Repository, 'reviews' | 'bot'>;
  readonly log: Log;
  readonly pull: number;
  /** Head of the pull request. */
  readonly head: string;
  readonly faults: readonly PlacedFault[];
  /** True for paths that these faults are about: comments on others belong to another check. */
  isOwn(path: string): boolean;
}

/**
 * Keeps one comment a fault on the diff of a pull request. It reads what is there and acts on the difference, so doing it
 * again changes nothing. Two CO that create one at the same time see both afterwards and agree on which stays.
 */
export async function keepFaultComments(kept: KeptFaults): Promise<void> {
  const { repository, log, pull, head, faults, isOwn } = kept;
  const { reviews, bot } = repository;
  const decide = async () => {
    const own = (await reviews.listReviewComments(pull)).filter(({ path }) => isOwn(path));
    return decideFaultComments(faults, own, bot, head);
  };
  const actions = await decide();
  try {
    for (const action of actions) await act(action);
    if (!actions.some(({ kind }) => kind === 'create')) return;
    for (const action of await decide()) if (action.kind === 'delete') await act(action);
  } catch (error) {
    // A locked conversation, for one. The status and the comment on the pull request say it all without these.
    if (!isColoError(error) || error.code !== 'GITHUB_FORBIDDEN') throw error;
    log.warn({ pull, code: error.code, reason: error.message }, 'Comments on the diff are not possible');
  }

  async function act(action: FaultCommentAction): Promise<void> {
    if (action.kind === 'delete') return reviews.deleteReviewComment(action.id);
    if (action.kind === 'update') return reviews.updateReviewComment(action.id, action.body);
    const { fault, body } = action;
    const comment = { commit: head, path: fault.path, body };
    if (fault.line !== undefined && (await create({ ...comment, line: fault.line }))) return;
    if (await create({ ...comment, line: undefined })) return;
    log.info({ pull, file: fault.path }, 'The forge takes no comment on a file of the diff');
  }

  /** False when the forge does not show the place in its diff: it leaves out what is large, for one. */
  async function create(comment: Parameters<typeof reviews.createReviewComment>[1]): Promise<boolean> {
    try {
      await reviews.createReviewComment(pull, comment);
      return true;
    } catch (error) {
      if (isColoError(error) && error.code === 'GITHUB_REFUSED') return false;
      throw error;
    }
  }
}
