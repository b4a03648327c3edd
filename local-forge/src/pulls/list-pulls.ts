import type { Issue, PullPart, Repository } from '../store/types.ts';

export interface FoundPull {
  readonly issue: Issue;
  readonly pull: PullPart;
}

/** The pull requests that a query asks for: state, head (`owner:branch`), base, sort, direction. */
export function listPulls(repository: Repository, query: URLSearchParams): FoundPull[] {
  const state = query.get('state') ?? 'open';
  const head = query.get('head');
  const base = query.get('base');
  const found: FoundPull[] = [];
  for (const issue of repository.issues.values()) {
    const { pull } = issue;
    if (
      pull !== undefined &&
      (state === 'all' || issue.state === state) &&
      (head === null || sameHead(pull, head)) &&
      (base === null || pull.baseRef === base)
    ) {
      found.push({ issue, pull });
    }
  }
  const time = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  found.sort((a, b) => a.issue[time].getTime() - b.issue[time].getTime() || a.issue.number - b.issue.number);
  return query.get('direction') === 'asc' ? found : found.reverse();
}

/** GitHub ignores a `head` without an owner and lists everything; so does this. */
function sameHead(pull: PullPart, head: string): boolean {
  const colon = head.indexOf(':');
  if (colon < 0) {
    return true;
  }
  const owner = head.slice(0, colon).toLowerCase();
  return owner === pull.headRepository.owner.login.toLowerCase() && head.slice(colon + 1) === pull.headRef;
}
