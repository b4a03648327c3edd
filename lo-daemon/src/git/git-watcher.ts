import { setTimeout as sleep } from 'node:timers/promises';
import { ColoError } from '@colo/schemas/errors';
import type { InfraSettings } from '../config/settings.ts';
import { Alarm } from '../daemon/alarm.ts';
import { computeBackoff } from '../daemon/compute-backoff.ts';
import type { GitPolled } from './git-polled.ts';
import { listRemoteRefs } from './list-remote-refs.ts';

export interface GitWatcherOptions {
  readonly infra: InfraSettings;
  /** Longest pause after errors, in milliseconds. */
  readonly maxBackoffMs: number;
  /** Takes a poll's answer; a rejection counts as a failed poll, so that it is tried again with backoff. */
  onPolled(polled: GitPolled, signal: AbortSignal): Promise<void>;
  onError(error: unknown, failures: number): void;
  /** The server has the infra repo at another address of its own, where it was asked this time. */
  onMoved(address: string): void;
}

/** A poll comes at most this much later or earlier, so that a fleet does not ask all at once. */
const JITTER = 0.2;

/** Shortest pause between two polls, in milliseconds; after failures it grows to the longest one. */
const MIN_GAP_MS = 1000;
const MAX_GAP_MS = 30_000;

/**
 * Step C of the flow: finds out that the infra repo moved. Polls with jitter, backs off while the repo cannot be
 * reached, and polls at once when woken.
 */
export class GitWatcher {
  readonly #options: GitWatcherOptions;
  readonly #alarm = new Alarm();
  #failures = 0;
  #lastError: unknown;

  constructor(options: GitWatcherOptions) {
    this.#options = options;
  }

  /** What the last poll failed with; undefined when it succeeded. */
  get lastError(): unknown {
    return this.#lastError;
  }

  /** Polls now, or once more when a poll is under way; at the earliest {@link MIN_GAP_MS} after the last one. */
  wake(): void {
    this.#alarm.ring();
  }

  /** Polls until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#alarm.reset();
      await this.pollOnce(signal);
      const pause = this.#choosePause();
      const gap = Math.min(pause, this.#chooseGap());
      await sleep(gap, undefined, { signal }).catch(() => undefined);
      await this.#alarm.wait(pause - gap, signal);
    }
  }

  /** One poll; true when its answer was taken. Errors are told to `onError` and kept in `lastError`. */
  async pollOnce(signal: AbortSignal): Promise<boolean> {
    const { infra, onMoved } = this.#options;
    try {
      const refs = await listRemoteRefs(infra, { signal, onMoved });
      const main = refs.get(`refs/heads/${infra.branch}`);
      if (main === undefined)
        throw new ColoError('GIT_BRANCH_MISSING', `The infra repo has no branch ${infra.branch}.`);
      const events = refs.get(`refs/heads/${infra.eventsBranch}`);
      await this.#options.onPolled({ kind: 'GitPolled', main, events }, signal);
      this.#failures = 0;
      this.#lastError = undefined;
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      this.#failures += 1;
      this.#lastError = error;
      this.#options.onError(error, this.#failures);
      return false;
    }
  }

  /** However often it is woken. Who wakes a site by the second must not make the server's trouble worse. */
  #chooseGap(): number {
    if (this.#failures === 0) return MIN_GAP_MS;
    return computeBackoff(this.#failures, { initialMs: MIN_GAP_MS, maxMs: MAX_GAP_MS });
  }

  #choosePause(): number {
    const { infra, maxBackoffMs } = this.#options;
    if (this.#failures > 0)
      return computeBackoff(this.#failures, {
        initialMs: infra.pollMs,
        maxMs: Math.max(maxBackoffMs, infra.pollMs),
      });
    return infra.pollMs * (1 - JITTER + 2 * JITTER * Math.random());
  }
}
