/** What people write for true and false; YAML 1.2 reads most of it as a text. */
const TRUTH_WORDS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['no', false],
  ['off', false],
]);

/** The truth value that a text is meant to be; undefined where it is none. */
export function readTruth(data: unknown): boolean | undefined {
  return typeof data === 'string' ? TRUTH_WORDS.get(data.toLowerCase()) : undefined;
}
