/** Small slips that people make in names, amounts and versions, and how each is undone; tried in this order. */
const REPAIRS: readonly ((text: string) => string)[] = [
  (text) => text.trim(),
  (text) => text.replaceAll(/\s+/g, ''),
  (text) => text.toLowerCase(),
  (text) => text.toLowerCase().replaceAll(/[\s._]+/g, '-'),
  (text) => text.replace(/^v/i, ''),
  (text) => text.replace('+', '_'),
  (text) => text.replace(/(?<=^[0-9]+)\s*([kmgtpe])ib?$/i, (_, unit: string) => `${unit.toUpperCase()}i`),
  (text) => text.replace(/^v/i, '').replace('+', '_'),
];

/** Longest text that is repaired. */
const MAX_LENGTH = 200;

/** A text that obeys the pattern and differs from this one by a slip only; undefined where there is none. */
export function repairText(text: string, pattern: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const rule = new RegExp(pattern, 'u');
  return REPAIRS.map((repair) => repair(text)).find(
    (candidate) =>
      candidate !== text && candidate !== '' && !candidate.startsWith('-') && rule.test(candidate),
  );
}
