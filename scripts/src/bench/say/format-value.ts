import type { Unit } from '../harness/metrics.ts';

const KIBI = 1024;
const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB'] as const;

/** A number with its unit, to three digits. */
export function formatValue(value: number, unit: Unit): string {
  switch (unit) {
    case 'ms':
      return value < 1000 ? `${round(value)} ms` : `${round(value / 1000)} s`;
    case '1/s':
      return `${round(value)}/s`;
    case 'B':
      return formatBytes(value);
  }
}

function formatBytes(value: number): string {
  let amount = value;
  let unit: string = BYTE_UNITS[0];
  for (const next of BYTE_UNITS.slice(1)) {
    if (amount < KIBI) break;
    amount /= KIBI;
    unit = next;
  }
  return `${round(amount)} ${unit}`;
}

/** Three digits, without an exponent: 0.0123, 1.23, 12.3, 123, 12345. */
export function round(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
