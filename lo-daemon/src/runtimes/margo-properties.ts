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
  minReadySeconds: {
    description:
      'How long the component, where it has no health check, must stay up before it counts as installed; ' +
      'a restart begins anew. Default: the site decides, 10 seconds unless it says otherwise.',
    type: 'integer',
    minimum: 0,
    maximum: 3600,
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

/** The setting for `minReadySeconds`; none where the package leaves it to the site. */
export function readMinReady(properties: Readonly<Record<string, unknown>>): { readonly MIN_READY?: string } {
  const seconds = properties['minReadySeconds'];
  return typeof seconds === 'number' ? { MIN_READY: String(seconds) } : {};
}

/** Margo's `wait`; true unless it says otherwise. */
export function readWait(properties: Readonly<Record<string, unknown>>): boolean {
  const wait = properties['wait'];
  return wait !== false && wait !== 'false';
}
