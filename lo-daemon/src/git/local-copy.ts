import { isColoError } from '@colo/schemas/errors';
import type { GitRepository } from './git-repository.ts';

/** A copy that was begun anew is not begun anew again for so long, whatever fails. In milliseconds. */
const RENEW_EVERY_MS = 600_000;

export interface LocalCopyOptions {
  readonly repository: Pick<GitRepository, 'cleanLocks' | 'isSound' | 'discard' | 'prepare'>;
  /** Says that the copy was damaged and is begun anew. */
  onRenew?(error: unknown): void;
}

/**
 * Keeps LO's copy of the infra repo usable: it is a cache, so nobody is asked to repair it. Where work on it fails, locks that a
 * killed git left are removed and the work is done again; where it still fails and the copy is at fault, the copy is begun anew.
 */
export class LocalCopy {
  readonly #options: LocalCopyOptions;
  #renewedAt = Number.NEGATIVE_INFINITY;

  constructor(options: LocalCopyOptions) {
    this.#options = options;
  }

  /**
   * Does work that reads or fills the copy, up to three times.
   *
   * @param work may be done again from its beginning
   * @throws what the work throws where the copy is not at fault, or was begun anew a short time ago
   */
  async use<T>(work: () => Promise<T>): Promise<T> {
    const { repository, onRenew } = this.#options;
    try {
      return await work();
    } catch (error) {
      if (!isCopyProblem(error)) throw error;
    }
    await repository.cleanLocks();
    try {
      return await work();
    } catch (error) {
      const now = performance.now();
      if (!isCopyProblem(error) || now - this.#renewedAt < RENEW_EVERY_MS) throw error;
      // A fetch also fails for what is on the way, or on the other side.
      if (isFetch(error) && (await repository.isSound())) throw error;
      this.#renewedAt = now;
      onRenew?.(error);
    }
    await repository.discard();
    await repository.prepare();
    return work();
  }
}

/** True for an error that a damaged copy may be the cause of. */
function isCopyProblem(error: unknown): boolean {
  return (
    isColoError(error) && (error.code === 'GIT_COMMAND_FAILED' || error.code === 'GIT_OBJECT_UNREADABLE')
  );
}

function isFetch(error: unknown): boolean {
  return isColoError(error) && error.data?.['subcommand'] === 'fetch';
}
