import type { HostState } from '@colo/schemas/documents/actual-state';
import type { NodeObservation } from '../node/slot-report.ts';
import { listVanished } from './list-vanished.ts';

/** Pause between two searches of a host on which nothing is missed. In milliseconds. */
const SEARCH_EVERY_MS = 60 * 60 * 1000;

/** The same where a runtime could not be asked. */
const SEARCH_AGAIN_MS = 5 * 60 * 1000;

/**
 * When a host is searched for what runs without any record of it. That costs the host more than a look does, so it is done at
 * the first look, once an hour, and when something is missed.
 */
export class SearchTimes {
  #nextAt = Number.NEGATIVE_INFINITY;

  /** @param now on the monotonic clock, in milliseconds */
  isDue(now: number): boolean {
    return now >= this.#nextAt;
  }

  /** Another host, or another way to it: nobody has searched there. */
  forget(): void {
    this.#nextAt = Number.NEGATIVE_INFINITY;
  }

  note({ unsearched }: Pick<NodeObservation, 'unsearched'>, now: number): void {
    this.#nextAt = now + (unsearched.length === 0 ? SEARCH_EVERY_MS : SEARCH_AGAIN_MS);
  }
}

/**
 * True when a look that did not search must not be believed: something that was there is gone or nobody knows what it is, or a
 * purge has failed, maybe for something that nobody else sees.
 */
export function missesSomething(before: HostState | undefined, observation: NodeObservation): boolean {
  return (
    listVanished(before, observation).length > 0 ||
    observation.slots.some(({ runs }) => runs.kind === 'component' && runs.type === '') ||
    observation.slots.some(({ result }) => result?.code === 'PURGE_FAILED')
  );
}
