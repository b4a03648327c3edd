import { ColoError } from '../errors/colo-error.ts';
import { toSafeText } from '../text/to-safe-text.ts';

/** Longest time that a component may ask for: a day, in seconds. */
const MAX_TIMEOUT_SECONDS = 24 * 60 * 60;

/**
 * A time in seconds: `2m30s` is 150. Margo writes minutes and seconds; hours, and parts left out, are understood too.
 *
 * @throws ColoError MARGO_TIMEOUT_INVALID where `text` is no time, zero, or more than a day
 */
export function parseTimeout(text: string): number {
  const seconds = readTimeout(text);
  if (seconds !== undefined && seconds > 0 && seconds <= MAX_TIMEOUT_SECONDS) return seconds;
  const shown = toSafeText(text, 40);
  throw new ColoError('MARGO_TIMEOUT_INVALID', `${shown} is not a time between 1s and 24h, such as 2m30s`);
}

/** As {@link parseTimeout}, without the bounds: undefined for a text that is no time. */
export function readTimeout(text: string): number | undefined {
  const match = /^(?:(?<hours>\d{1,6})h)?(?:(?<minutes>\d{1,6})m)?(?:(?<seconds>\d{1,6})s)?$/.exec(text);
  if (match === null || text === '') return undefined;
  const { hours = '0', minutes = '0', seconds = '0' } = match.groups ?? {};
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
