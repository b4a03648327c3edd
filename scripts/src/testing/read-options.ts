import { parseArgs } from 'node:util';
import { ColoError } from '@colo/schemas/errors';

export interface TestOptions {
  readonly paths: readonly string[];
  /** Only the tests that a change since this commit can reach. */
  readonly since?: string;
  readonly jobs?: number;
}

export const TEST_USAGE = `npm test [-- [--changed] [--since REF] [--jobs N] [PATH …]]

  PATH         a folder or test file, from the root: lo-daemon/test/git; several are allowed; default is every test
  --changed    only the tests that can be reached from what differs from HEAD (by imports, and files that they name)
  --since REF  the same for all that differs from a commit, branch or tag
  --jobs N     test files at a time; default is three for two cores
`;

/**
 * Reads the arguments of `npm test`.
 *
 * @throws ColoError USAGE for an unknown option, or a number of jobs that is none
 */
export function readTestOptions(args: readonly string[]): TestOptions {
  const { values, positionals } = parse(args);
  const since = values.since ?? (values.changed === true ? 'HEAD' : undefined);
  return {
    paths: positionals,
    ...(since === undefined ? {} : { since }),
    ...(values.jobs === undefined ? {} : { jobs: readJobs(values.jobs) }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { changed: { type: 'boolean' }, since: { type: 'string' }, jobs: { type: 'string' } },
    });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function readJobs(text: string): number {
  if (!/^[1-9]\d{0,2}$/u.test(text)) throw usage(`--jobs takes a whole number from 1 to 999, not ${text}`);
  return Number(text);
}

function usage(message: string): ColoError {
  return new ColoError('USAGE', message, { fix: 'Run `npm test -- --help`.' });
}
