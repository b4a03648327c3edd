import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { readField } from '../testing/source-tree.ts';

/** What came of one plan. */
export interface ChaosResult {
  readonly seed: number;
  readonly runtime: string;
  readonly problems: readonly string[];
  readonly seconds: number;
}

/** Reads a tally, one JSON value a line. A line that was cut off is not there. */
export function readChaosTally(file: string): ReadonlyMap<number, ChaosResult> {
  const results = new Map<number, ChaosResult>();
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
    const value = parseLine(line);
    if (isResult(value)) results.set(value.seed, value);
  }
  return results;
}

/** Adds a line, at once: what is decided survives the end of the run. */
export function addToChaosTally(file: string, result: ChaosResult): void {
  appendFileSync(file, `${JSON.stringify(result)}\n`);
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Nothing but this program writes tallies: what has a seed and problems is whole. */
function isResult(value: unknown): value is ChaosResult {
  return typeof readField(value, 'seed') === 'number' && Array.isArray(readField(value, 'problems'));
}
