import { ColoError, isColoError } from '@colo/schemas/errors';
import { parseTimeout } from '@colo/schemas/margo/values';
import type { CommandArguments } from '../program/arguments.ts';

/** How long to watch and how often to look, in seconds. Throws USAGE. */
export function readWatchOptions(args: CommandArguments): { timeoutSeconds: number; pollSeconds: number } {
  const timeout = args.text('timeout') ?? '1h';
  const poll = Number(args.text('poll') ?? '5');
  if (!Number.isFinite(poll) || poll < 0.1 || poll > 3600) {
    throw new ColoError('USAGE', '--poll takes seconds, from 0.1 to 3600');
  }
  return { timeoutSeconds: readDuration(timeout), pollSeconds: poll };
}

function readDuration(text: string): number {
  try {
    return parseTimeout(text);
  } catch (error) {
    if (!isColoError(error)) throw error;
    throw new ColoError('USAGE', `--timeout: ${error.message}`, { cause: error });
  }
}
