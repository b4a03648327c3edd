import { openIssue, writeComment } from '../../github/open-issue.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';
import { composeIssue } from '../../request/compose-issue.ts';
import { readRollbackCommand } from '../../request/read-rollback-command.ts';
import { sendRequest } from '../../request/send-request.ts';

export function runRollback(invocation: Invocation): Promise<ExitCode> {
  const { command, line } = readRollbackCommand(invocation.args);
  const thread = Number(invocation.args.positional(0));
  return sendRequest(invocation, {
    verb: 'rollback',
    line,
    send: (github, repository) => {
      if (command.scope === undefined) return writeComment(github, repository, thread, line);
      const { title, body } = composeIssue(command);
      return openIssue(github, repository, title, body);
    },
  });
}
