import { DURATION_PATTERN, parseDuration } from './parse-duration.ts';
import type { AttemptLimits } from './runtime.ts';

/** Schemas of the properties that every runtime shares with Margo's. Older dialects write booleans as text. */
export const margoPropertySchemas = {
  wait: {
    description: 'Wait until the component is healthy before the next one; default true.',
    enum: [true, false, 'true', 'false'],
  },
  timeout: {
    description:
      'How long the installation, and then the wait for health, may each take: `2m0s`. Default 5m0s.',
    type: 'string',
    pattern: DURATION_PATTERN,
  },
} as const;

const DEFAULT_TIMEOUT_SECONDS = 300;
const STOP_SECONDS = 120;

/** Deadlines of a component by Margo's `timeout`. */
export function readLimits(properties: Readonly<Record<string, unknown>>): AttemptLimits {
  const text = properties['timeout'];
  const parsed = typeof text === 'string' ? parseDuration(text) : undefined;
  const seconds = Math.max(1, parsed ?? DEFAULT_TIMEOUT_SECONDS);
  return { installSeconds: seconds, healthSeconds: seconds, stopSeconds: STOP_SECONDS };
}

/** Margo's `wait`; true unless it says otherwise. */
export function readWait(properties: Readonly<Record<string, unknown>>): boolean {
  const wait = properties['wait'];
  return wait !== false && wait !== 'false';
}
