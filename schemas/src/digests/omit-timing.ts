/** How long LO waits says nothing about what runs: changing it must not restart anything. */
const TIMING = new Set(['timeout', 'stopTimeout', 'minReadySeconds']);
const HEALTH_CHECK_TIMING = new Set([
  'delay',
  'interval',
  'initialDelay',
  'period',
  'retries',
  'startInterval',
  'startPeriod',
  'timeout',
]);

/** Component properties without `timeout`, `stopTimeout` and the timing of `healthCheck`. */
export function omitTiming(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = omitKeys(properties, TIMING);
  const healthCheck = kept['healthCheck'];
  if (isRecord(healthCheck)) kept['healthCheck'] = omitKeys(healthCheck, HEALTH_CHECK_TIMING);
  return kept;
}

function omitKeys(
  record: Readonly<Record<string, unknown>>,
  keys: ReadonlySet<string>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.has(key)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
