import { openIssue } from '../../github/open-issue.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';
import { composeIssue } from '../../request/compose-issue.ts';
import { readRemoveCommand } from '../../request/read-remove-command.ts';
import { sendRequest } from '../../request/send-request.ts';

export function runRemove(invocation: Invocation): Promise<ExitCode> {
  const { command, line } = readRemoveCommand(invocation.args);
  return sendRequest(invocation, {
    verb: 'remove',
    line,
    send: (github, repository) => {
      const { title, body } = composeIssue(command);
      return openIssue(github, repository, title, body);
    },
  });
}
