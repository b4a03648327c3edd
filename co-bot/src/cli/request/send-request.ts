import { ColoError } from '@colo/schemas/errors';
import { branchOf, makeChangeId } from '../../change/change-id.ts';
import { formatRepositoryName, type RepositoryName } from '../config/repository-name.ts';
import type { GitHub } from '../github/create-github.ts';
import { createGitHub } from '../github/create-github.ts';
import type { OpenedText } from '../github/open-issue.ts';
import { createWatchView } from '../output/watch-view.ts';
import type { ExitCode } from '../program/exit-codes.ts';
import type { Invocation } from '../program/invocation.ts';
import type { Outcome } from '../watch/decide-outcome.ts';
import { watchChange } from '../watch/watch-change.ts';
import { readWatchOptions } from './read-watch-options.ts';

interface Request {
  readonly verb: 'deploy' | 'remove' | 'rollback';
  /** The command line, for people. */
  readonly line: string;
  send(github: GitHub, repository: RepositoryName): Promise<OpenedText>;
}

/** Sends a command to CO by the forge, says where it is, and follows it with `--watch`. */
export async function sendRequest(invocation: Invocation, request: Request): Promise<ExitCode> {
  const { args, io, print, settings } = invocation;
  const watch = readWatchOptions(args);
  const repository = await settings.infra();
  if ((await settings.token()) === undefined) {
    throw new ColoError('CLI_TOKEN_MISSING', `writing to ${formatRepositoryName(repository)} needs a token`);
  }
  const opened = await request.send(await createGitHub(invocation), repository);
  const id = makeChangeId(opened.thread, opened.comment);
  print.event({ event: 'requested', id, command: request.line, ...opened }, (colors) => {
    return `${colors.dim(request.line)}\nasked for in ${opened.url}`;
  });
  if (!args.flag('watch')) return 0;
  const view = createWatchView(io, print);
  const outcome = await watchChange(invocation, {
    repository,
    followed: { ...opened, id, branch: branchOf(request.verb, id) },
    ...watch,
    show: view.show,
    warn: (error) => print.note(`${error.message}; looking again`),
  });
  return reportOutcome(invocation, outcome, opened.url);
}

function reportOutcome({ print }: Invocation, outcome: Outcome, url: string): ExitCode {
  switch (outcome.kind) {
    case 'done':
      print.event({ event: 'end', outcome: 'done' }, (colors) =>
        colors.green('done: every host is as asked for'),
      );
      return 0;
    case 'nothing-to-do':
      print.event(
        { event: 'end', outcome: 'nothing-to-do' },
        () => 'nothing to do: every chosen site is already as asked for',
      );
      return 0;
    case 'refused':
      throw new ColoError('CLI_COMMAND_REFUSED', `CO refused: ${outcome.reason}`, { data: { url } });
    case 'denied':
      throw new ColoError('CLI_COMMAND_REFUSED', 'this account may not do this on the infra repo', {
        data: { url },
        fix: 'Ask for write permission on the infra repo; colo.yaml (spec.deploy) says who may deploy what.',
      });
    case 'closed':
      throw new ColoError(
        'CLI_COMMAND_REFUSED',
        'the pull request was closed without merging: nothing was changed',
        {
          data: { url },
          fix: 'Nothing to do, if that was meant; else give the command again.',
        },
      );
    case 'superseded':
      throw new ColoError('CLI_DEPLOY_FAILED', 'later changes ask every host for something else', {
        data: { url },
        fix: 'Nothing to do, if that was meant: `co status` shows what is desired now.',
      });
    case 'failed':
    case 'going':
      throw new ColoError('CLI_DEPLOY_FAILED', 'not every host is as asked for; the lines above say which', {
        data: { url },
      });
  }
}
