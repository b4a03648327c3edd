import { makeNodeId } from '../store/make-node-id.ts';
import type { App, Issue, PullPart, Repository, User } from '../store/types.ts';
import type { World } from '../world.ts';

interface NewIssue {
  readonly title: string;
  readonly body: string | null;
  readonly user: User;
  readonly app: App | undefined;
  readonly pull?: PullPart;
}

/** Adds an issue, or a pull request when it has that part; both take their number from one row. */
export function createIssue({ store, now }: World, repository: Repository, options: NewIssue): Issue {
  const number = repository.nextNumber;
  repository.nextNumber += 1;
  const id = store.nextId();
  const at = now();
  const issue: Issue = {
    id,
    nodeId: makeNodeId(options.pull === undefined ? 'I' : 'PR', id),
    number,
    user: options.user,
    app: options.app,
    title: options.title,
    body: options.body,
    state: 'open',
    stateReason: null,
    labels: [],
    createdAt: at,
    updatedAt: at,
    closedAt: undefined,
    closedBy: undefined,
    lastEditedAt: undefined,
    reactions: [],
    pull: options.pull,
  };
  repository.issues.set(number, issue);
  store.nodes.set(issue.nodeId, issue);
  return issue;
}
