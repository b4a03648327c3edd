import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import {
  describeProblem,
  formatCommand,
  parseCommandLine,
  type RollbackCommand,
} from '../../commands/index.ts';
import type { CommandArguments } from '../program/arguments.ts';

interface RollbackLine {
  readonly command: RollbackCommand;
  /** `/rollback …`, as CO reads it. */
  readonly line: string;
}

/** Number of an issue or a pull request. */
const THREAD = /^[1-9][0-9]{0,9}$/;

/** The rollback command that `TARGET [--to SELECTOR] [--commit SHA]` means. Throws USAGE. */
export function readRollbackCommand(args: CommandArguments): RollbackLine {
  const target = args.positional(0);
  const to = args.all('to');
  const isThread = THREAD.test(target);
  if (isThread && to.length > 0) {
    throw new ColoError(
      'USAGE',
      '--to goes with an application; an issue or pull request says by itself what it changed',
    );
  }
  if (!isThread && to.length === 0) {
    throw new ColoError('USAGE', `rolling back "${toSafeText(target, 100)}" needs --to and the sites`);
  }
  const commit = args.text('commit');
  const asked: RollbackCommand = {
    verb: 'rollback',
    ...(isThread ? {} : { scope: { application: target, selector: to.join(',') } }),
    ...(commit === undefined ? {} : { to: commit }),
  };
  const line = formatCommand(asked);
  const parsed = parseCommandLine({ text: line, line: 1 });
  if (parsed.kind === 'problem') throw new ColoError('USAGE', describeProblem(parsed.problem));
  if (parsed.kind !== 'command' || parsed.command.verb !== 'rollback') {
    throw new ColoError('USAGE', `"${toSafeText(line, 200)}" is not a rollback command`);
  }
  return { command: parsed.command, line };
}
