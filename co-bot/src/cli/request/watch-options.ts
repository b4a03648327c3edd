import { ColoError, isColoError, parseTimeout } from '@colo/schemas';
import type { CommandArguments } from '../program/arguments.ts';
import type { OptionDefinition } from '../program/command-definition.ts';

/** Options of commands that can follow what they asked for. */
export const watchOptions: readonly OptionDefinition[] = [
  { flags: '--watch', description: 'follow it: the pull request, the merge, every host, to the end' },
  { flags: '--timeout <duration>', description: 'with --watch: give up after this time', fallback: '1h' },
  { flags: '--poll <seconds>', description: 'with --watch: pause between two looks', fallback: '5' },
];

/** What commands that can follow what they asked for print with `--json`. */
export const watchJson =
  'NDJSON, one object a line, told apart by "event": first requested (id of the change, thread, url, command, and comment where ' +
  'the command stands in one), and with --watch pull (number, url, title, isOpen, mergeCommit once there is one), merged (number, ' +
  'commit, hosts: how many are to change), host (site, host, application, want, standing, version and detail where known; again ' +
  'whenever it differs) and at last end (outcome: done or nothing-to-do). Instead of the end, an error is {"error": …}';

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
