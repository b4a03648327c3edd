import {
  type DeployCommand,
  formatCommand,
  type RemoveCommand,
  type RollbackCommand,
} from '../../commands/index.ts';

interface ComposedIssue {
  readonly title: string;
  /** The command stands first, on a line of its own: CO reads it, people see it. */
  readonly body: string;
}

/** GitHub cuts nothing: a longer title is refused. */
const MAX_TITLE_LENGTH = 250;

type IssueCommand = DeployCommand | RemoveCommand | RollbackCommand;

const ANSWERS = {
  deploy: 'CO answers with a pull request that holds the plan; merging it is the deploy.',
  remove: 'CO answers with a pull request that holds the plan; merging it is the removal.',
  rollback:
    'CO answers with a pull request that restores what was desired before; merging it is the rollback.',
} as const satisfies Record<IssueCommand['verb'], string>;

/** The issue that asks CO for a change. Values stay out of the text: they are in the command alone. */
export function composeIssue(command: IssueCommand): ComposedIssue {
  const title = composeTitle(command);
  const body = [
    formatCommand(command),
    '',
    ANSWERS[command.verb],
    '',
    'Sent by `co`. To change the request, write a new command in a comment: an edited text does not count.',
    '',
  ].join('\n');
  return { title: [...title].slice(0, MAX_TITLE_LENGTH).join(''), body };
}

function composeTitle(command: IssueCommand): string {
  if (command.verb === 'rollback') {
    const { scope } = command;
    return scope === undefined ? 'Roll back' : `Roll back ${scope.application} on ${scope.selector}`;
  }
  if (command.verb === 'remove') {
    const { scope, purge } = command;
    return `Remove ${scope.application}${purge === true ? ' and its data' : ''} from ${scope.selector}`;
  }
  const version = command.version === undefined ? '' : ` ${command.version}`;
  return `Deploy ${command.application}${version} to ${command.selector}`;
}
