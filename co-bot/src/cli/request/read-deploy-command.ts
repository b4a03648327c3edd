import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import {
  type DeployCommand,
  describeProblem,
  formatCommand,
  parseCommandLine,
} from '../../commands/index.ts';
import type { CommandArguments } from '../program/arguments.ts';

interface DeployLine {
  readonly command: DeployCommand;
  /** `/deploy …`, as CO reads it. */
  readonly line: string;
}

/**
 * The deploy command that `APP[@VERSION] --to … --set …` means. It is judged by the grammar that CO reads it with, so
 * what is sent is understood. Throws USAGE.
 */
export function readDeployCommand(args: CommandArguments): DeployLine {
  const word = args.positional(0);
  const at = word.indexOf('@');
  const track = args.text('track');
  const secrets = readAssignments(args.all('secret'), '--secret');
  const asked: DeployCommand = {
    verb: 'deploy',
    application: at < 0 ? word : word.slice(0, at),
    ...(at < 0 ? {} : { version: word.slice(at + 1) }),
    selector: args.all('to').join(','),
    set: readAssignments(args.all('set'), '--set'),
    ...(Object.keys(secrets).length === 0 ? {} : { secrets }),
    unset: args.all('unset'),
    ...(track === undefined ? {} : { track }),
  };
  const line = formatCommand(asked);
  const parsed = parseCommandLine({ text: line, line: 1 });
  if (parsed.kind === 'problem') throw new ColoError('USAGE', describeProblem(parsed.problem));
  if (parsed.kind !== 'command' || parsed.command.verb !== 'deploy') {
    throw new ColoError('USAGE', `"${toSafeText(line, 200)}" is not a deploy command`);
  }
  assertUnchanged(asked, parsed.command);
  return { command: parsed.command, line };
}

function readAssignments(
  assignments: readonly string[],
  option: '--set' | '--secret',
): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  for (const assignment of assignments) {
    const equals = assignment.indexOf('=');
    const name = assignment.slice(0, equals);
    if (equals < 1) {
      throw new ColoError('USAGE', `${option} ${toSafeText(assignment, 100)}: name=value is expected`);
    }
    if (values.has(name)) throw new ColoError('USAGE', `${option} ${toSafeText(name, 100)} is given twice`);
    values.set(name, assignment.slice(equals + 1));
  }
  return Object.fromEntries(values);
}

/** A command is one line: a value with a line break would arrive as another value, so it is refused here. */
function assertUnchanged(asked: DeployCommand, understood: DeployCommand): void {
  for (const [name, value] of Object.entries(asked.set)) {
    if (understood.set[name] !== value) {
      throw new ColoError('USAGE', `--set ${name}: a value on a command line is one line`, {
        fix: 'Put longer values into site.yaml (spec.parameters) by pull request.',
      });
    }
  }
}
