import { isColoError } from '@colo/schemas/errors';
import { toSafeMarkdown } from '@colo/schemas/text';
import {
  commandTable,
  describeProblem,
  type ParseResult,
  renderHelp,
  renderUsage,
} from '../commands/index.ts';
import { MAX_BODY_CHARACTERS } from '../github/github-limits.ts';
import type { Comment } from '../ports/issues.ts';
import { renderStatusTable } from '../say/render-status-table.ts';
import type { CommandSource } from './command-source.ts';
import { keepComment } from './keep-comment.ts';
import { listReports } from './list-reports.ts';
import type { Session } from './open-session.ts';
import { requestRetry } from './request-retry.ts';
import { setReaction } from './set-reaction.ts';

interface AnswerRequest {
  readonly source: CommandSource;
  readonly parsed: Exclude<ParseResult, { readonly kind: 'none' }>;
  readonly comments: readonly Comment[];
  readonly merged: string | undefined;
}

/** Answers a command that changes no desired state, once. */
export async function answerCommand(session: Session, request: AnswerRequest): Promise<void> {
  const { source, comments } = request;
  const { issues, bot } = session.repository;
  const body = await composeAnswer(session, request);
  const marker = { kind: 'answer', id: source.id } as const;
  await keepComment({ issues, bot, thread: source.thread, marker, body, comments });
  await setReaction(session, source, request.parsed.kind === 'problem' ? 'confused' : 'rocket');
}

async function composeAnswer(session: Session, request: AnswerRequest): Promise<string> {
  const { parsed } = request;
  if (parsed.kind === 'problem') {
    const { problem } = parsed;
    const verb =
      problem.kind === 'many-commands'
        ? undefined
        : problem.kind === 'unknown-verb'
          ? problem.suggestion
          : problem.verb;
    const usage = verb === undefined ? '' : `\n\n${renderUsage(verb)}`;
    return `${toSafeMarkdown(describeProblem(problem), 500)}${usage}\n\nFix it in a new comment; an edited one does not count.`;
  }
  try {
    return await composeResult(session, request, parsed.command);
  } catch (error) {
    if (!isColoError(error) || error.kind === 'transient' || error.kind === 'bug') throw error;
    return `${toSafeMarkdown(error.message, 1_000)} (\`${error.code}\`). ${toSafeMarkdown(error.fix, 400)}`;
  }
}

async function composeResult(
  session: Session,
  { source, merged }: AnswerRequest,
  command: Extract<ParseResult, { readonly kind: 'command' }>['command'],
): Promise<string> {
  switch (command.verb) {
    case 'help':
      return renderHelp(command.about);
    case 'status':
      return renderStatusTable(
        await listReports(session, command.scope, merged),
        MAX_BODY_CHARACTERS - 1_000,
      );
    case 'retry': {
      const reports = await listReports(session, command.scope, merged);
      const count = await requestRetry(session, reports, source);
      return count === 0
        ? 'Nothing failed there: nothing to try again.'
        : `Asked to try again on ${count} of the hosts.`;
    }
    default:
      return commandTable[command.verb].description;
  }
}
