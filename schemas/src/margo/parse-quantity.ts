import { ColoError } from '../errors/colo-error.ts';
import { toSafeText } from '../text/to-safe-text.ts';

/** Binary units of Margo's amounts, in bytes, smallest first. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['Ki', 2 ** 10],
  ['Mi', 2 ** 20],
  ['Gi', 2 ** 30],
  ['Ti', 2 ** 40],
  ['Pi', 2 ** 50],
  ['Ei', 2 ** 60],
]);

/**
 * An amount of memory or storage in bytes: `4Gi` is 4,294,967,296.
 *
 * @throws ColoError MARGO_QUANTITY_INVALID where `text` is not a whole number and a unit from Ki to Ei
 */
export function parseQuantity(text: string): number {
  const bytes = readQuantity(text);
  if (bytes !== undefined) return bytes;
  throw new ColoError('MARGO_QUANTITY_INVALID', `${toSafeText(text, 40)} is not an amount such as 512Mi`);
}

/** As {@link parseQuantity}, but undefined for a text that is no amount. */
export function readQuantity(text: string): number | undefined {
  const match = /^(?<count>[0-9]{1,15})(?<unit>[KMGTPE]i)$/.exec(text);
  const unit = UNITS.get(match?.groups?.['unit'] ?? '');
  return unit === undefined ? undefined : Number(match?.groups?.['count']) * unit;
}

/** Bytes in the largest unit that keeps the number whole: 1,536 Mi is `1536Mi`, 2,048 Mi is `2Gi`. */
export function formatQuantity(bytes: number): string {
  let shown = `${bytes} bytes`;
  for (const [unit, size] of UNITS) {
    if (bytes >= size && Number.isInteger(bytes / size)) shown = `${bytes / size}${unit}`;
  }
  return shown;
}
