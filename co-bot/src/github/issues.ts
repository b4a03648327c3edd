import { isColoError } from '@colo/schemas/errors';
import type { Comment, Issue, Issues } from '../ports/issues.ts';
import type { Log } from '../ports/log.ts';
import { callGitHub, findOnGitHub } from './call-github.ts';
import type { Access } from './client.ts';
import { PAGE_SIZE } from './github-limits.ts';
import { readLastEdit } from './read-last-edit.ts';
import { toPerson } from './to-person.ts';

type IssueAnswer = Awaited<ReturnType<Access['client']['rest']['issues']['get']>>['data'];
type CommentAnswer = Awaited<ReturnType<Access['client']['rest']['issues']['getComment']>>['data'];

/** Issues and comments through GitHub's REST API; the time of the last edit through GraphQL, which alone has it. */
export function createIssues({ client, at }: Access, log: Log): Issues {
  const { issues, reactions } = client.rest;
  return {
    async getIssue(number) {
      const answer = await findOnGitHub(`read issue #${number}`, () =>
        issues.get({ ...at, issue_number: number }),
      );
      return answer === undefined ? undefined : toIssue(answer.data);
    },
    async listOpenIssues() {
      const query = { ...at, state: 'open', sort: 'created', direction: 'asc', per_page: PAGE_SIZE } as const;
      const found = await callGitHub('list issues', () => client.paginate(issues.listForRepo, query));
      return found.filter((issue) => issue.pull_request === undefined).map(toIssue);
    },
    async listComments(number) {
      const query = { ...at, issue_number: number, per_page: PAGE_SIZE };
      const found = await callGitHub(`list comments of #${number}`, () =>
        client.paginate(issues.listComments, query),
      );
      return found.map(toComment);
    },
    async listCommentedSince(since) {
      const query = {
        ...at,
        since: since.toISOString(),
        sort: 'updated',
        direction: 'asc',
        per_page: PAGE_SIZE,
      } as const;
      const found = await callGitHub('list new comments', () =>
        client.paginate(issues.listCommentsForRepo, query),
      );
      const numbers = new Set(found.map((comment) => issueNumberOf(comment.issue_url)));
      return [...numbers].filter((number) => number > 0);
    },
    async wasEdited(nodeId) {
      try {
        return (await readLastEdit(client, nodeId)) !== 'never';
      } catch (error) {
        if (!isColoError(error)) throw error;
        log.warn(
          { code: error.code, reason: error.message },
          'It is not certain that a command was never edited',
        );
        return true;
      }
    },
    async createComment(number, body) {
      const answer = await callGitHub(`comment on #${number}`, () =>
        issues.createComment({ ...at, issue_number: number, body }),
      );
      return toComment(answer.data);
    },
    async updateComment(id, body) {
      await callGitHub('change a comment', () => issues.updateComment({ ...at, comment_id: id, body }));
    },
    async deleteComment(id) {
      await findOnGitHub('delete a comment', () => issues.deleteComment({ ...at, comment_id: id }));
    },
    async closeIssue(number, reason) {
      const change = { ...at, issue_number: number, state: 'closed', state_reason: reason } as const;
      await callGitHub(`close issue #${number}`, () => issues.update(change));
    },
    async react(target, reaction) {
      const content = reaction;
      await callGitHub('react', async () => {
        if (target.kind === 'issue')
          await reactions.createForIssue({ ...at, issue_number: target.number, content });
        else await reactions.createForIssueComment({ ...at, comment_id: target.id, content });
      });
    },
  };
}

function toIssue(issue: IssueAnswer): Issue {
  return {
    number: issue.number,
    nodeId: issue.node_id,
    title: issue.title,
    body: issue.body ?? '',
    author: toPerson(issue.user),
    createdAt: new Date(issue.created_at),
    isOpen: issue.state === 'open',
    isPull: issue.pull_request !== undefined && issue.pull_request !== null,
  };
}

function toComment(comment: CommentAnswer): Comment {
  return {
    id: comment.id,
    nodeId: comment.node_id,
    issueNumber: issueNumberOf(comment.issue_url),
    body: comment.body ?? '',
    author: toPerson(comment.user),
    createdAt: new Date(comment.created_at),
  };
}

function issueNumberOf(url: string): number {
  return Number(/\/(?<number>[0-9]+)$/u.exec(url)?.groups?.['number'] ?? 0);
}
