import { openIssue } from '../../github/open-issue.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';
import { composeIssue } from '../../request/compose-issue.ts';
import { readDeployCommand } from '../../request/read-deploy-command.ts';
import { sendRequest } from '../../request/send-request.ts';

export function runDeploy(invocation: Invocation): Promise<ExitCode> {
  const { command, line } = readDeployCommand(invocation.args);
  return sendRequest(invocation, {
    verb: 'deploy',
    line,
    send: (github, repository) => {
      const { title, body } = composeIssue(command);
      return openIssue(github, repository, title, body);
    },
  });
}
