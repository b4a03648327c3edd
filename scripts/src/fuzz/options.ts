import { parseArgs } from 'node:util';
import { ColoError } from '@colo/schemas/errors';

/** What the command line asks for. */
export interface FuzzOptions {
  readonly seed: number;
  /** Undefined: `runs` bounds the work. */
  readonly seconds: number | undefined;
  /** Undefined: `seconds` bounds the work. */
  readonly runs: number | undefined;
  /** Undefined: all take turns. */
  readonly target: string | undefined;
  /** A file with one input to try again. */
  readonly input: string | undefined;
}

const DEFAULT_SECONDS = 10;
const MAX_SECONDS = 7 * 24 * 3600;
const MAX_RUNS = 1_000_000_000;
const MAX_SEED = 0xffff_ffff;

/**
 * Reads the arguments of `npm run fuzz`.
 *
 * @throws ColoError USAGE
 */
export function parseFuzzOptions(
  args: readonly string[],
  known: readonly string[],
  seed: number,
): FuzzOptions {
  const values = parse(args, known);
  const { target, input } = values;
  if (target !== undefined && !known.includes(target)) throw usage(`There is no target ${target}.`, known);
  if (input !== undefined && target === undefined) throw usage('--input needs --target.', known);
  const runs = readNumber('runs', values.runs, MAX_RUNS, known);
  const seconds = readNumber('seconds', values.seconds, MAX_SECONDS, known);
  return {
    seed: readNumber('seed', values.seed, MAX_SEED, known) ?? seed,
    runs,
    seconds: seconds ?? (runs === undefined ? DEFAULT_SECONDS : undefined),
    target,
    input,
  };
}

function parse(args: readonly string[], known: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { seconds: text, runs: text, seed: text, target: text, input: text };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error), known);
  }
}

function readNumber(
  name: string,
  text: string | undefined,
  max: number,
  known: readonly string[],
): number | undefined {
  if (text === undefined) return undefined;
  const count = /^[0-9]{1,10}$/.test(text) ? Number(text) : -1;
  if (count < 0 || count > max) throw usage(`--${name} takes a whole number from 0 to ${max}.`, known);
  return count;
}

function usage(message: string, known: readonly string[]): ColoError {
  const line = 'npm run fuzz -- [--seconds N | --runs N] [--seed N] [--target NAME [--input FILE]]';
  return new ColoError('USAGE', message, { fix: `${line}; targets: ${known.join(', ')}` });
}
