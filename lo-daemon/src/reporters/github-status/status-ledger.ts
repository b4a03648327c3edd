import type { CommitStatusState } from '@colo/schemas/status';
import type { KnownStatuses } from './status-budget.ts';

/** One status that GitHub has of a commit. */
export interface ListedStatus {
  readonly context: string;
  readonly state: CommitStatusState;
  /** How long ago it came, by GitHub's own clock. */
  readonly ageMs: number;
}

export interface StatusLedgerOptions {
  /** Every status of a commit, newest first. */
  list(commit: string, signal: AbortSignal): Promise<readonly ListedStatus[]>;
  /** A clock that only runs forward, in milliseconds. */
  now(): number;
}

interface Entry {
  readonly count: number;
  readonly state: CommitStatusState;
  readonly at: number;
}

/** Commits whose statuses are remembered; those of any other are read again. */
const REMEMBERED_COMMITS = 64;

/**
 * What GitHub has of each commit and context. GitHub itself is the record: a commit's statuses are read once in the life of
 * this process, before the first report on it, so that neither a restart nor lost or older state spends the budget twice.
 */
export class StatusLedger {
  readonly #options: StatusLedgerOptions;
  readonly #commits = new Map<string, Map<string, Entry>>();
  readonly #readAt = new WeakMap<Map<string, Entry>, number>();

  constructor(options: StatusLedgerOptions) {
    this.#options = options;
  }

  /** @throws what `list` throws */
  async find(commit: string, context: string, signal: AbortSignal): Promise<KnownStatuses> {
    const entry = (await this.#open(commit, signal)).get(context);
    if (entry === undefined) return { count: 0, state: undefined, ageMs: 0 };
    return { count: entry.count, state: entry.state, ageMs: this.#options.now() - entry.at };
  }

  /** GitHub took a status. */
  note(commit: string, context: string, state: CommitStatusState): void {
    const entries = this.#commits.get(commit);
    const count = (entries?.get(context)?.count ?? 0) + 1;
    entries?.set(context, { count, state, at: this.#options.now() });
  }

  /** GitHub said that it takes no more. */
  noteFull(commit: string, context: string): void {
    const entries = this.#commits.get(commit);
    const state = entries?.get(context)?.state ?? 'pending';
    entries?.set(context, { count: Number.POSITIVE_INFINITY, state, at: this.#options.now() });
  }

  /** What is known of a commit may be wrong: it is read again. */
  forget(commit: string): void {
    this.#commits.delete(commit);
  }

  /** As {@link forget}, where the commit was read longer ago than this. @returns whether it was */
  forgetOlder(commit: string, milliseconds: number): boolean {
    const entries = this.#commits.get(commit);
    const readAt = entries && this.#readAt.get(entries);
    if (readAt === undefined || this.#options.now() - readAt < milliseconds) return false;
    return this.#commits.delete(commit);
  }

  async #open(commit: string, signal: AbortSignal): Promise<Map<string, Entry>> {
    const known = this.#commits.get(commit);
    const entries = known ?? this.#count(await this.#options.list(commit, signal));
    // Deleted first, so that the one that was used last stays longest.
    this.#commits.delete(commit);
    this.#commits.set(commit, entries);
    for (const oldest of [...this.#commits.keys()].slice(0, -REMEMBERED_COMMITS))
      this.#commits.delete(oldest);
    return entries;
  }

  #count(listed: readonly ListedStatus[]): Map<string, Entry> {
    const now = this.#options.now();
    const entries = new Map<string, Entry>();
    this.#readAt.set(entries, now);
    for (const { context, state, ageMs } of listed) {
      const newest = entries.get(context) ?? { count: 0, state, at: now - ageMs };
      entries.set(context, { ...newest, count: newest.count + 1 });
    }
    return entries;
  }
}
