import { formatColoError, isColoError } from '@colo/schemas/errors';
import { readTestOptions, TEST_USAGE } from './read-options.ts';
import { runTests } from './run-tests.ts';

/** What `npm test` does once the checkout at `root` is compiled; resolves to the exit status. */
export async function main(root: string, args: readonly string[]): Promise<number> {
  const say = (text: string) => void process.stdout.write(text);
  if (args.includes('--help') || args.includes('-h')) {
    say(TEST_USAGE);
    return 0;
  }
  try {
    const needsAllParts = process.env['COLO_REQUIRE_REAL_PARTS'] === '1';
    return await runTests({ root, ...readTestOptions(args), needsAllParts, say });
  } catch (error) {
    if (!isColoError(error)) throw error;
    process.stderr.write(`${formatColoError(error)}\n`);
    return error.exitCode;
  }
}
