import type { ComponentState } from '@colo/schemas/documents/actual-state';
import type { RunsNow } from '../node/slot-report.ts';

/** What has been up for so long has got over whatever ended it before. In seconds. */
export const STABLE_SECONDS = 600;

/** So many restarts without having been up for {@link STABLE_SECONDS} in between are a crash loop. */
const CRASH_LOOP_RESTARTS = 3;

/** Code of a component that runs, and will not for long. */
export const CRASH_LOOP = 'CRASH_LOOP';

export interface RestartsRequest {
  /** What is known of the component from the look before. */
  readonly before: Pick<ComponentState, 'observed' | 'restarts'> | undefined;
  readonly runs: RunsNow;
  /** False where the host has booted between the two looks: that nothing outlives. */
  readonly sameBoot: boolean;
}

/**
 * How often a component was seen to start again, by its platform or by LO's healing, after it had ended or because it was
 * unhealthy, since it was last up for {@link STABLE_SECONDS}. The node's word alone counts: which run it is, and for how long it is up by the node's own clock.
 */
export function countRestarts({ before, runs, sameBoot }: RestartsRequest): number {
  const known = before?.restarts ?? 0;
  if (runs.kind === 'nothing') return known;
  if (before?.observed?.digest !== runs.target) return 0;
  if (runs.upSeconds !== undefined && runs.upSeconds >= STABLE_SECONDS) return 0;
  const { instance } = before.observed;
  const isAnother = runs.instance !== undefined && instance !== undefined && instance !== runs.instance;
  return isAnother && sameBoot ? known + 1 : known;
}

/** True of what starts again and again, whether it runs at this moment or not. */
export function isCrashLooping(component: Pick<ComponentState, 'restarts'> | undefined): boolean {
  return (component?.restarts ?? 0) >= CRASH_LOOP_RESTARTS;
}

/**
 * When to look again at what was up for so long: soon at what has just begun, so that a second end is not missed, later at what
 * stays up. Undefined where the usual pause will do.
 *
 * @param upSeconds since the last start of the youngest component
 * @returns milliseconds
 */
export function nextLookAt(upSeconds: number | undefined): number | undefined {
  if (upSeconds === undefined || upSeconds >= STABLE_SECONDS) return undefined;
  return Math.max(MIN_LOOK_SECONDS, upSeconds) * SECOND_MS;
}

const MIN_LOOK_SECONDS = 10;
const SECOND_MS = 1000;
