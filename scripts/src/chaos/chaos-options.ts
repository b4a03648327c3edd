import { parseArgs } from 'node:util';
import { ColoError } from '@colo/schemas/errors';

/** What the command line asks for. */
export interface ChaosOptions {
  /** How many plans are played. */
  readonly runs: number;
  /** The first plan's seed; each following plan has the next number. */
  readonly seed: number;
  readonly runtime: 'process' | 'compose' | 'mixed';
  /** A checkout whose LO is tried; undefined: this one. */
  readonly build: string | undefined;
  /** Show the plans, play none. */
  readonly list: boolean;
  /** Find the smallest plan that still fails, for each that fails. */
  readonly shrink: boolean;
  /** How many plans are played at the same time, each in a world of its own. */
  readonly jobs: number;
  /** Play plans whose result is known from an earlier run once more. */
  readonly again: boolean;
}

const DEFAULT_RUNS = 10;
const MAX_RUNS = 100_000;
const MAX_SEED = 0xffff_ffff;
const MAX_JOBS = 32;
const RUNTIMES = ['process', 'compose', 'mixed'] as const;

/**
 * Reads the arguments of `npm run chaos`.
 *
 * @throws ColoError USAGE
 */
export function parseChaosOptions(args: readonly string[]): ChaosOptions {
  const values = parse(args);
  const runtime = RUNTIMES.find((each) => each === (values.runtime ?? 'mixed'));
  if (runtime === undefined) throw usage(`--runtime is process, compose or mixed, not ${values.runtime}.`);
  return {
    runs: readNumber('runs', values.runs, MAX_RUNS) ?? DEFAULT_RUNS,
    seed: readNumber('seed', values.seed, MAX_SEED) ?? 1,
    runtime,
    build: values.build,
    list: values.list === true,
    shrink: values.shrink === true,
    again: values.again === true,
    jobs: readNumber('jobs', values.jobs, MAX_JOBS) ?? 1,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const texts = { runs: text, seed: text, runtime: text, build: text, jobs: text };
  const options = { ...texts, list: flag, shrink: flag, again: flag };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw usage(error instanceof Error ? error.message : 'The arguments cannot be read.');
  }
}

function readNumber(name: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d{1,10}$/.test(text) && value >= 1 && value <= most) return value;
  throw usage(`--${name} is a whole number from 1 to ${most}, not ${text}.`);
}

function usage(message: string): ColoError {
  return new ColoError('USAGE', message, {
    fix: 'npm run chaos -- [--runs N] [--seed S] [--runtime process|compose|mixed] [--jobs N] [--build DIR] [--shrink] [--again] [--list]',
  });
}
