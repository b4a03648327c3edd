import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import {
  describeProblem,
  formatCommand,
  parseCommandLine,
  type RemoveCommand,
} from '../../commands/index.ts';
import type { CommandArguments } from '../program/arguments.ts';

interface RemoveLine {
  readonly command: RemoveCommand;
  /** `/remove …`, as CO reads it. */
  readonly line: string;
}

/** The removal that `APP --from SELECTOR [--purge]` means. Throws USAGE. */
export function readRemoveCommand(args: CommandArguments): RemoveLine {
  const application = args.positional(0);
  const asked: RemoveCommand = {
    verb: 'remove',
    scope: { application, selector: args.all('from').join(',') },
    ...(args.flag('purge') ? { purge: true } : {}),
  };
  const line = formatCommand(asked);
  const parsed = parseCommandLine({ text: line, line: 1 });
  if (parsed.kind === 'problem') throw new ColoError('USAGE', describeProblem(parsed.problem));
  if (parsed.kind !== 'command' || parsed.command.verb !== 'remove' || parsed.command.purge !== asked.purge) {
    throw new ColoError('USAGE', `"${toSafeText(line, 200)}" is not a remove command`);
  }
  return { command: parsed.command, line };
}
