import type { NodeTiming } from './node-client-options.ts';

/** Deadlines for links as slow as a field site's; measured steps take milliseconds to seconds. */
export const DEFAULT_TIMING: NodeTiming = {
  connectTimeoutMs: 15_000,
  observeTimeoutMs: 60_000,
  startTimeoutMs: 30_000,
  stageTimeoutMs: 30 * 60_000,
  lookWaitMs: 20_000,
  reconnectMinMs: 250,
  reconnectMaxMs: 15_000,
  unreachableMs: 30_000,
};
