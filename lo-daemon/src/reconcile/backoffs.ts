import { type BackoffOptions, computeBackoff } from '../daemon/compute-backoff.ts';

/** When things that failed may be tried again, by key. Times are milliseconds on the monotonic clock. */
export class Backoffs {
  readonly #options: BackoffOptions;
  readonly #entries = new Map<string, { readonly failures: number; readonly readyAt: number }>();

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  /** Notes one more failure. */
  fail(key: string): void {
    const failures = (this.#entries.get(key)?.failures ?? 0) + 1;
    this.#entries.set(key, {
      failures,
      readyAt: performance.now() + computeBackoff(failures, this.#options),
    });
  }

  /** Notes what succeeded, and has failed so often that it may not last: the next time comes no sooner than after a failure. */
  hold(key: string, failures: number): void {
    const readyAt = performance.now() + computeBackoff(failures, this.#options);
    this.#entries.set(key, { failures, readyAt });
  }

  succeed(key: string): void {
    this.#entries.delete(key);
  }

  /** Forgets everything whose key starts so. */
  forget(prefix = ''): void {
    for (const key of this.#entries.keys()) if (key.startsWith(prefix)) this.#entries.delete(key);
  }

  readyAt(key: string): number {
    return this.#entries.get(key)?.readyAt ?? 0;
  }

  listReadyAt(): ReadonlyMap<string, number> {
    return new Map([...this.#entries].map(([key, { readyAt }]) => [key, readyAt]));
  }
}
