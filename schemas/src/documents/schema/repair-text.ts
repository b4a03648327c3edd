import { ADDRESS_RULE, takeAddressApart } from './repair-address.ts';

/** Small slips that people make in names, amounts and versions, and how each is undone; tried in this order. */
const REPAIRS: readonly ((text: string) => string)[] = [
  (text) => text.trim(),
  (text) => text.replaceAll(/\s+/g, ''),
  (text) => text.toLowerCase(),
  (text) => text.toLowerCase().replaceAll(/[\s._]+/g, '-'),
  (text) => text.replace(/^v/i, ''),
  (text) => text.replace('+', '_'),
  (text) => text.replace(/(?<=^[0-9]+)\s*([kmgtpe])i?b?$/i, (_, unit: string) => `${unit.toUpperCase()}i`),
  inSmallerUnit,
  (text) => text.replace(/^v/i, '').replace('+', '_'),
];

/** Units of amounts, each 1024 times the one before. */
const UNITS = 'KMGTPE';

/** `1.5Gi` is 1536Mi, `2Ti` is 2048Gi: the same amount where parts, or the larger unit, are not allowed. */
function inSmallerUnit(text: string): string {
  const [, amount = '', unit = ''] = /^([0-9]{1,9}(?:\.[0-9]{1,6})?)\s*([kmgtpe])i?b?$/i.exec(text) ?? [];
  const smaller = UNITS[UNITS.indexOf(unit.toUpperCase()) - 1];
  const count = Number(amount) * 1024;
  return unit === '' || smaller === undefined || !Number.isInteger(count) ? text : `${count}${smaller}i`;
}

/** Longest text that is repaired. */
const MAX_LENGTH = 200;

/** Rules of what has its name elsewhere, on a network or a host: a text that is only like it names another thing. */
const ELSEWHERE = [ADDRESS_RULE, 'an absolute folder of ', 'a login name: '];

/**
 * A text that obeys the pattern and differs from this one by a slip only; undefined where there is none.
 *
 * @param rule what the schema says of the pattern, in words
 */
export function repairText(text: string, pattern: string, rule = ''): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  if (rule === ADDRESS_RULE) return takeAddressApart(text, pattern)?.address;
  if (ELSEWHERE.some((start) => rule.startsWith(start))) return undefined;
  const form = new RegExp(pattern, 'u');
  return REPAIRS.map((repair) => repair(text)).find(
    (candidate) =>
      candidate !== text && candidate !== '' && !candidate.startsWith('-') && form.test(candidate),
  );
}
