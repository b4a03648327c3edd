import { parseArgs } from 'node:util';
import { ColoError } from '@colo/schemas/errors';

/** What the command line asks for. */
export interface BenchOptions {
  /** Empty: all. */
  readonly names: readonly string[];
  readonly runs: number;
  readonly sites: number | undefined;
  readonly hosts: number | undefined;
  readonly json: boolean;
  readonly help: boolean;
}

const DEFAULT_RUNS = 5;
const MAX_RUNS = 1000;
const MAX_SITES = 100_000;
/** Every host is an SSH server of its own on this machine. */
const MAX_HOSTS = 200;

/**
 * Reads the arguments of `npm run bench`.
 *
 * @throws ColoError USAGE
 */
export function parseOptions(args: readonly string[], known: readonly string[]): BenchOptions {
  const { values, positionals } = parse(args);
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) throw usage(`There is no benchmark ${JSON.stringify(unknown)}.`, known);
  return {
    names: positionals,
    runs: readCount('runs', values.runs, MAX_RUNS, known) ?? DEFAULT_RUNS,
    sites: readCount('sites', values.sites, MAX_SITES, known),
    hosts: readCount('hosts', values.hosts, MAX_HOSTS, known),
    json: values.json === true,
    help: values.help === true,
  };

  function parse(list: readonly string[]) {
    try {
      return parseArgs({
        args: [...list],
        allowPositionals: true,
        options: {
          runs: { type: 'string' },
          sites: { type: 'string' },
          hosts: { type: 'string' },
          json: { type: 'boolean' },
          help: { type: 'boolean', short: 'h' },
        },
      });
    } catch (error) {
      throw usage(error instanceof Error ? error.message : String(error), known);
    }
  }
}

function readCount(
  name: string,
  text: string | undefined,
  max: number,
  known: readonly string[],
): number | undefined {
  if (text === undefined) return undefined;
  const count = /^[0-9]{1,9}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > max) throw usage(`--${name} takes a whole number from 1 to ${max}.`, known);
  return count;
}

function usage(message: string, known: readonly string[]): ColoError {
  return new ColoError('USAGE', message, { fix: describeUsage(known) });
}

/** The usage in one paragraph. */
export function describeUsage(known: readonly string[]): string {
  return `npm run bench -- [${known.join(' | ')}]… [--runs N] [--sites N] [--hosts N] [--json]`;
}
