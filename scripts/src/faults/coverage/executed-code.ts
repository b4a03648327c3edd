import { readFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readField } from '../../testing/source-tree.ts';

/** Offsets of a text, the end exclusive, in order and apart: start, end, start, end and so on. */
export type Ranges = readonly number[];

/** What ran of each compiled file, by its path from the root. */
export type ExecutedCode = Readonly<Record<string, Ranges>>;

interface CountedRange {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

interface Script {
  readonly url: string;
  readonly functions: readonly { readonly ranges: readonly CountedRange[] }[];
}

/**
 * Reads what one process wrote for NODE_V8_COVERAGE.
 *
 * @param root the checkout; what ran of other files, and of tests, is left out
 */
export async function readExecutedCode(file: string, root: string): Promise<ExecutedCode> {
  const scripts = readField(parse(await readFile(file, 'utf8')), 'result');
  const list: readonly unknown[] = Array.isArray(scripts) ? scripts : [];
  const found = list.filter(isScript).flatMap(({ url, functions }): [string, Ranges][] => {
    const path = findPath(url, root);
    return path === undefined ? [] : [[path, listExecuted(functions.flatMap(({ ranges }) => ranges))]];
  });
  return Object.fromEntries(found);
}

/** A process that was ended while it wrote leaves half a text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Node writes these: what has functions has their ranges too. */
function isScript(value: unknown): value is Script {
  return typeof readField(value, 'url') === 'string' && Array.isArray(readField(value, 'functions'));
}

function findPath(url: string, root: string): string | undefined {
  if (!url.startsWith('file:')) return undefined;
  const path = relative(root, fileURLToPath(url)).split(sep).join('/');
  return /^[^.][^/]*\/dist\/src\//.test(path) ? path : undefined;
}

/** V8 counts nested ranges: of those around a position the innermost says how often it ran. */
function listExecuted(ranges: readonly CountedRange[]): Ranges {
  const sorted = [...ranges].sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  const found: number[] = [];
  const around: CountedRange[] = [];
  let position = 0;
  function advance(to: number): void {
    if (to > position && (around.at(-1)?.count ?? 0) > 0) found.push(position, to);
    position = Math.max(position, to);
  }
  function leave(before: number): void {
    for (let last = around.at(-1); last !== undefined && last.endOffset <= before; last = around.at(-1)) {
      advance(last.endOffset);
      around.pop();
    }
  }
  for (const range of sorted) {
    leave(range.startOffset);
    advance(range.startOffset);
    around.push(range);
  }
  leave(Number.POSITIVE_INFINITY);
  return unite(found, []);
}

/** What ran in either of two processes. */
export function uniteCode(one: ExecutedCode, other: ExecutedCode): ExecutedCode {
  const files = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...files].map((file) => [file, unite(one[file] ?? [], other[file] ?? [])]));
}

function unite(one: Ranges, other: Ranges): Ranges {
  const pairs = [...toPairs(one), ...toPairs(other)].sort(([a], [b]) => a - b);
  const united: number[] = [];
  for (const [start, end] of pairs) {
    const last = united.at(-1);
    if (last === undefined || start > last) united.push(start, end);
    else if (end > last) united[united.length - 1] = end;
  }
  return united;
}

function toPairs(ranges: Ranges): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = [];
  for (let index = 0; index + 1 < ranges.length; index += 2) {
    pairs.push([ranges[index] ?? 0, ranges[index + 1] ?? 0]);
  }
  return pairs;
}

/** Whether a position of a file ran. */
export function isExecuted(code: ExecutedCode, file: string, position: number): boolean {
  return toPairs(code[file] ?? []).some(([start, end]) => start <= position && position < end);
}
