const PLAIN = /^[^\s"'\\]+$/u;

/** The word as it must be written so that `splitWords` gives it back. A line break cannot be written: it becomes a space. */
export function quoteWord(text: string): string {
  if (PLAIN.test(text)) return text;
  const oneLine = text.replace(/[\r\n]+/gu, ' ');
  return `"${oneLine.replace(/["\\]/gu, (character) => `\\${character}`)}"`;
}
