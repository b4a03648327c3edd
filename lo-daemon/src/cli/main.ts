import { ColoError, formatColoError, isColoError } from '@colo/schemas/errors';
import { CommanderError } from 'commander';
import { redact } from '../report/redact.ts';
import { createProgram } from './create-program.ts';

const USAGE_EXIT_CODE = 2;

/**
 * Runs `lo` with its arguments.
 *
 * @param args without node and script
 * @returns the exit code
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_EXIT_CODE;
    const known = isColoError(error)
      ? error
      : new ColoError('INTERNAL', error instanceof Error ? error.message : 'unknown', { cause: error });
    const color = process.stderr.isTTY && process.env['NO_COLOR'] === undefined;
    const asJson = args.includes('--json');
    const text = asJson ? JSON.stringify({ error: known }) : formatColoError(known, { color });
    process.stderr.write(`${redact(text)}\n`);
    return known.exitCode;
  }
}
