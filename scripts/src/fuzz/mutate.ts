import type { Random } from '../edge-host/random.ts';
import { hostilePieces } from './hostile-pieces.ts';

/** Largest input, in characters: mutations must not grow without end. */
const MAX_LENGTH = 64 * 1024;

const MAX_EDITS = 6;

/** A text with a few edits, some of characters and some of whole lines, keys and values. */
export function mutate(text: string, corpus: readonly string[], random: Random): string {
  let mutated = text;
  const edits = 1 + random.below(MAX_EDITS);
  for (let count = 0; count < edits; count += 1) mutated = random.pick(edit)(mutated, corpus, random);
  return mutated.slice(0, MAX_LENGTH);
}

type Edit = (text: string, corpus: readonly string[], random: Random) => string;

const edit: readonly Edit[] = [
  // Characters.
  (text, _, random) =>
    splice(text, random.below(text.length + 1), random.below(4), random.pick(hostilePieces)),
  (text, _, random) =>
    splice(text, random.below(text.length + 1), 1, String.fromCharCode(random.below(0x10000))),
  (text, _, random) => splice(text, random.below(text.length + 1), random.below(40), ''),
  (text, _, random) => text.slice(0, random.below(text.length + 1)),
  (text, _, random) => {
    const start = random.below(text.length + 1);
    const part = text.slice(start, start + 1 + random.below(30));
    return splice(text, start, 0, part.repeat(1 + random.below(200)));
  },
  // Lines.
  (text, _, random) => editLine(text, random, (line) => [line, line]),
  (text, _, random) => editLine(text, random, () => []),
  (text, _, random) => editLine(text, random, (line) => [`${' '.repeat(random.below(5))}${line}`]),
  (text, corpus, random) =>
    editLine(text, random, (line) => [line, random.pick(random.pick(corpus).split('\n'))]),
  // Keys and values.
  (text, _, random) =>
    editLine(text, random, (line) => [line.replace(/:.*$/, `: ${random.pick(hostilePieces)}`)]),
  (text, _, random) =>
    editLine(text, random, (line) => [line.replace(/[\w-]+:/, `${random.pick(hostilePieces)}:`)]),
  (text, corpus, random) => {
    const words = random.pick(corpus).match(/[\w./-]+/g) ?? [''];
    return editLine(text, random, (line) => [line.replace(/[\w./-]+$/, random.pick(words))]);
  },
];

function splice(text: string, start: number, removed: number, added: string): string {
  return text.slice(0, start) + added + text.slice(start + removed);
}

function editLine(text: string, random: Random, change: (line: string) => readonly string[]): string {
  const lines = text.split('\n');
  const place = random.below(lines.length);
  lines.splice(place, 1, ...change(lines[place] ?? ''));
  return lines.join('\n');
}
