import type { Issue, Repository } from '../store/types.ts';

const TIMES = { created: 'createdAt', updated: 'updatedAt' } as const;

/** The issues and pull requests that a query asks for: state, labels, creator, since, sort, direction. */
export function listIssues(repository: Repository, query: URLSearchParams): Issue[] {
  const state = query.get('state') ?? 'open';
  const labels = (query.get('labels') ?? '')
    .toLowerCase()
    .split(',')
    .filter((name) => name !== '');
  const creator = query.get('creator')?.toLowerCase();
  const since = Date.parse(query.get('since') ?? '');
  const found = [...repository.issues.values()].filter(
    (issue) =>
      (state === 'all' || issue.state === state) &&
      labels.every((name) => issue.labels.some((label) => label.name.toLowerCase() === name)) &&
      (creator === undefined || matchesCreator(issue, creator)) &&
      (Number.isNaN(since) || issue.updatedAt.getTime() >= since),
  );
  const time = TIMES[query.get('sort') === 'updated' ? 'updated' : 'created'];
  found.sort((a, b) => a[time].getTime() - b[time].getTime() || a.number - b.number);
  return query.get('direction') === 'asc' ? found : found.reverse();
}

/** An app is named by its slug or by the login of its bot. */
function matchesCreator(issue: Issue, creator: string): boolean {
  const login = issue.user.login.toLowerCase();
  return login === creator || login === `${creator.replace(/^app\//, '')}[bot]`;
}
