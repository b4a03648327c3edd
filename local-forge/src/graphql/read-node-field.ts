import { formatDate } from '../git/parse-commit.ts';
import type { Issue, IssueComment } from '../store/types.ts';

/** The GraphQL type of a node. */
export function nameNode(node: Issue | IssueComment): 'Issue' | 'PullRequest' | 'IssueComment' {
  if ('issue' in node) {
    return 'IssueComment';
  }
  return node.pull === undefined ? 'Issue' : 'PullRequest';
}

/** A field of a node; undefined when the type has no such field here. */
export function readNodeField(node: Issue | IssueComment, name: string): unknown {
  switch (name) {
    case '__typename':
      return nameNode(node);
    case 'id':
      return node.nodeId;
    case 'databaseId':
      return node.id;
    case 'lastEditedAt':
      return node.lastEditedAt === undefined ? null : formatDate(node.lastEditedAt);
    case 'includesCreatedEdit':
      return node.lastEditedAt !== undefined;
    case 'body':
      return node.body ?? '';
    default:
      return undefined;
  }
}
