import type { HistoryAnswer } from '../reconcile/host-standing.ts';
import type { Revision } from '../store/revision.ts';
import { ensureDescendant } from './ensure-descendant.ts';
import type { GitManager } from './git-manager.ts';
import type { GitRepository } from './git-repository.ts';

export interface AdoptedHistoryOptions {
  readonly repository: GitRepository;
  readonly manager: Pick<GitManager, 'current'>;
  /** The site accepts a branch that was moved back. */
  readonly rewind: boolean;
  /** Only a poll can tell of a commit: polls now. */
  onUnknown(): void;
}

/**
 * Tells whether a commit that a host was changed for is in the history of what is adopted. Workers read what is here;
 * older history is fetched by a poll alone, so that two fetches never meet.
 */
export class AdoptedHistory {
  readonly #options: AdoptedHistoryOptions;
  /** Commits that no history here has, and those that a poll has looked for in vain: by what they were looked for in. */
  readonly #wanted = new Set<string>();
  readonly #absent = new Map<string, string>();

  constructor(options: AdoptedHistoryOptions) {
    this.#options = options;
  }

  /** True when a poll is needed to tell of a commit. */
  get asks(): boolean {
    return this.#wanted.size > 0;
  }

  async contains(commit: string, revision: Revision): Promise<HistoryAnswer> {
    const { repository, manager, rewind, onUnknown } = this.#options;
    const bases = this.#listBases(revision);
    for (const base of bases)
      if (base === commit || (await repository.isAncestor(commit, base))) return 'contained';
    if (this.#absent.get(commit) !== bases.join()) {
      this.#wanted.add(commit);
      onUnknown();
      return 'unknown';
    }
    // The branch, as it is now, does not have it, and the site allows that: a rewind that was adopted.
    return rewind && manager.current !== undefined ? 'contained' : 'absent';
  }

  /**
   * After a poll: fetches older history until it tells of every commit that was asked for.
   *
   * @returns true when something is known that was not
   */
  async settle(revision: Revision | undefined, signal: AbortSignal): Promise<boolean> {
    if (revision === undefined || this.#wanted.size === 0) return false;
    const bases = this.#listBases(revision);
    for (const commit of this.#wanted) {
      let found = false;
      for (const base of bases)
        found ||= await ensureDescendant(this.#options.repository, commit, base, signal);
      if (found) this.#absent.delete(commit);
      else this.#absent.set(commit, bases.join());
      this.#wanted.delete(commit);
    }
    return true;
  }

  /** The adopted commit and, where a poll has seen it, a later one that says the same for this site. */
  #listBases({ record }: Revision): readonly string[] {
    const { current } = this.#options.manager;
    return current === undefined || current === record.commit ? [record.commit] : [record.commit, current];
  }
}
