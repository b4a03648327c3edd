import { parseArgs } from 'node:util';
import { ColoError } from '@colo/schemas/errors';

/** What the command line asks for. */
export interface FaultsOptions {
  readonly count: number;
  readonly seed: number;
  /** A checkout whose tests are judged, with its own code; undefined: this one. */
  readonly suite: string | undefined;
  /** A checkout that must have the code of every fault too. */
  readonly comparableWith: string | undefined;
  /** A tally that says which test to run first. */
  readonly hintFrom: string | undefined;
  /** The id of one fault. */
  readonly only: string | undefined;
  readonly list: boolean;
  /** Collect first what each test file runs, and run for a fault only those that run its code. */
  readonly coverage: boolean;
  /** Run all tests for a fault that no test that reaches it has caught. */
  readonly full: boolean;
  /** Run all tests once with everything planted that no test that reaches it has caught. */
  readonly confirm: boolean;
  readonly deadlineSeconds: number;
  /** How many test files run at the same time; at least 1. */
  readonly jobs: number;
}

const DEFAULT_COUNT = 60;
const MAX_COUNT = 100_000;
const DEFAULT_SEED = 1;
const MAX_SEED = 0xffff_ffff;
const DEFAULT_DEADLINE = 300;
const MAX_DEADLINE = 24 * 3600;
export const MAX_JOBS = 16;

/**
 * Reads the arguments of `npm run faults`.
 *
 * @throws ColoError USAGE
 */
export function parseFaultsOptions(args: readonly string[]): FaultsOptions {
  const values = parse(args);
  if (values.confirm === true && values.suite !== undefined) {
    throw usage('--confirm runs the tests of this checkout: those of another one may need another runner.');
  }
  return {
    count: readNumber('count', values.count, MAX_COUNT) ?? DEFAULT_COUNT,
    seed: readNumber('seed', values.seed, MAX_SEED) ?? DEFAULT_SEED,
    suite: values.suite,
    comparableWith: values['comparable-with'],
    hintFrom: values['hint-from'],
    only: values.only,
    list: values.list === true,
    coverage: values.coverage === true,
    full: values.full === true,
    confirm: values.confirm === true,
    deadlineSeconds: readNumber('deadline', values.deadline, MAX_DEADLINE) ?? DEFAULT_DEADLINE,
    jobs: Math.max(1, readNumber('jobs', values.jobs, MAX_JOBS) ?? 1),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        count: text,
        seed: text,
        suite: text,
        'comparable-with': text,
        'hint-from': text,
        only: text,
        list: flag,
        coverage: flag,
        full: flag,
        confirm: flag,
        deadline: text,
        jobs: text,
      },
    }).values;
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function readNumber(name: string, text: string | undefined, max: number): number | undefined {
  if (text === undefined) return undefined;
  const number = /^[0-9]{1,10}$/.test(text) ? Number(text) : -1;
  if (number < 0 || number > max) throw usage(`--${name} takes a whole number from 0 to ${max}.`);
  return number;
}

function usage(message: string): ColoError {
  const fix =
    'npm run faults -- [--count N] [--seed N] [--list | --only ID] [--coverage] [--full | --confirm] [--deadline SECONDS] [--jobs N] ' +
    '[--suite DIR [--hint-from TALLY] | --comparable-with DIR]';
  return new ColoError('USAGE', message, { fix });
}
