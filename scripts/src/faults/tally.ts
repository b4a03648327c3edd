import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { readField } from '../testing/source-tree.ts';
import type { Fault } from './fault.ts';

/** Whether the tests noticed a fault. */
export interface Verdict
  extends Pick<Fault, 'id' | 'kind' | 'workspace' | 'file' | 'line' | 'before' | 'after'> {
  readonly outcome: 'caught' | 'hung' | 'not caught';
  /** The test file that noticed it, and the test in it. */
  readonly test?: string | undefined;
  readonly failure?: string | undefined;
  /** How many imports lie between the test and the fault; absent where no import leads there. */
  readonly distance?: number | undefined;
  /** Of the test files that ran for it, the check without the fault too. */
  readonly seconds: number;
  readonly ran: number;
  /** Whether all test files ran, if nothing noticed it. */
  readonly full: boolean;
  /** Whether of the tests that reach it only those ran that run its code; absent: all of them. */
  readonly covered?: boolean | undefined;
}

/** What earlier runs decided. */
export interface Tally {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Test files that fail without any fault. */
  readonly leftOut: ReadonlySet<string>;
  /** Ids of faults whose code the other checkout does not have. */
  readonly notComparable: ReadonlySet<string>;
}

/** Reads a tally, one JSON value a line; the last one of a fault counts. A line that was cut off is not there. */
export function readTally(file: string): Tally {
  const verdicts = new Map<string, Verdict>();
  const leftOut = new Set<string>();
  const notComparable = new Set<string>();
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
    const value = parseLine(line);
    for (const [key, set] of Object.entries({ leftOut, notComparable })) {
      const name = readField(value, key);
      if (typeof name === 'string') set.add(name);
    }
    if (isVerdict(value)) verdicts.set(value.id, value);
  }
  return { verdicts, leftOut, notComparable };
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Nothing but this program writes tallies: what has an outcome is whole. */
function isVerdict(value: unknown): value is Verdict {
  return typeof readField(value, 'id') === 'string' && typeof readField(value, 'outcome') === 'string';
}

/** Adds a line, at once: what is decided survives the end of the run. */
export function addToTally(
  file: string,
  entry: Verdict | { readonly leftOut: string } | { readonly notComparable: string },
): void {
  appendFileSync(file, `${JSON.stringify(entry)}\n`);
}
