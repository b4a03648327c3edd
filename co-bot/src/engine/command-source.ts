import { type ChangeId, makeChangeId } from '../change/change-id.ts';
import { type ParseResult, parseCommand, parseIssueForm } from '../commands/index.ts';
import type { Comment, Issue, ReactionTarget } from '../ports/issues.ts';
import type { Person } from '../ports/people.ts';

/** A text of a person that may hold a command. */
export interface CommandSource {
  readonly id: ChangeId;
  readonly thread: number;
  readonly nodeId: string;
  readonly author: Person;
  readonly createdAt: Date;
  readonly body: string;
  readonly reaction: ReactionTarget;
  readonly isBody: boolean;
}

/** The texts of a thread that may hold commands, oldest first. The body of a pull request is none of them. */
export function listCommandSources(issue: Issue, comments: readonly Comment[]): readonly CommandSource[] {
  const thread = issue.number;
  const body: CommandSource = {
    ...issue,
    id: makeChangeId(thread),
    thread,
    reaction: { kind: 'issue', number: thread },
    isBody: true,
  };
  const rest = comments.map((comment) => ({
    ...comment,
    id: makeChangeId(thread, comment.id),
    thread,
    reaction: { kind: 'comment' as const, id: comment.id },
    isBody: false,
  }));
  return [...(issue.isPull ? [] : [body]), ...rest].filter(({ author }) => !author.isBot);
}

/** The command in a text: the deploy form in an issue's body, else a command line. */
export function parseSource({ isBody, body }: CommandSource): ParseResult {
  const form = isBody ? parseIssueForm(body) : { kind: 'none' as const };
  return form.kind === 'none' ? parseCommand(body) : { ...form, line: { text: '', line: 1 } };
}
