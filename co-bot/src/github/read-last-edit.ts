import { ColoError } from '@colo/schemas/errors';
import { callGitHub } from './call-github.ts';
import type { GitHubClient } from './client.ts';

const QUERY = `query lastEdit($id: ID!) {
  node(id: $id) {
    __typename
    ... on Issue { lastEditedAt }
    ... on PullRequest { lastEditedAt }
    ... on IssueComment { lastEditedAt }
  }
}`;

/**
 * When the body of an issue, pull request or comment was last edited. REST's `updated_at` cannot tell: labels and
 * reactions move it.
 *
 * @throws ColoError GITHUB_ANSWER_UNEXPECTED when the answer does not say
 */
export async function readLastEdit(client: GitHubClient, nodeId: string): Promise<Date | 'never'> {
  const answer: unknown = await callGitHub('say when a text was edited', () =>
    client.graphql(QUERY, { id: nodeId }),
  );
  const node = typeof answer === 'object' && answer !== null && 'node' in answer ? answer.node : undefined;
  if (typeof node === 'object' && node !== null && 'lastEditedAt' in node) {
    if (node.lastEditedAt === null) return 'never';
    if (typeof node.lastEditedAt === 'string') return new Date(node.lastEditedAt);
  }
  throw new ColoError('GITHUB_ANSWER_UNEXPECTED', 'GitHub does not say when a text was last edited.');
}
