import type { RepositoryRequest } from '../http/types.ts';
import { renderLabel } from '../render/render-issue.ts';
import { actingUser } from '../rest/answers.ts';
import type { Issue } from '../store/types.ts';
import { emitIssue } from '../webhooks/emit-issue.ts';
import { findLabel } from './find-label.ts';

/** Gives an issue exactly these labels; sends `labeled` and `unlabeled` for each difference. */
export async function replaceLabels(
  request: RepositoryRequest,
  issue: Issue,
  names: readonly string[],
): Promise<void> {
  const { world, repository } = request;
  const user = actingUser(request);
  const before = issue.labels;
  const after = [...new Set(names.map((name) => findLabel(world, repository, name)))];
  for (const label of after.filter((candidate) => !before.includes(candidate))) {
    issue.labels = [...issue.labels, label];
    issue.updatedAt = world.now();
    await emitIssue(world, repository, issue, user, 'labeled', {
      label: renderLabel(world.base, repository, label),
    });
  }
  for (const label of before.filter((candidate) => !after.includes(candidate))) {
    issue.labels = issue.labels.filter((other) => other !== label);
    issue.updatedAt = world.now();
    await emitIssue(world, repository, issue, user, 'unlabeled', {
      label: renderLabel(world.base, repository, label),
    });
  }
}
