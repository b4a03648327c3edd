import type { ChangeRequest } from './change-request.ts';
import type { ChangeContent } from './rendered-change.ts';

/** What a change does, as the title of its pull request and commit: `Deploy hello-world 1.0 to 2 sites`. */
export function titleChange(request: ChangeRequest, { sites }: Pick<ChangeContent, 'sites'>): string {
  const [only] = sites;
  const where = sites.length === 1 && only !== undefined ? only.site : `${sites.length} sites`;
  switch (request.verb) {
    case 'deploy':
      return `Deploy ${request.application} ${request.version} to ${where}`;
    case 'update':
      return `Update ${request.application} to ${request.version} on ${where}`;
    case 'remove':
      return request.purge === true
        ? `Remove ${request.targets.application} and its data from ${where}`
        : `Remove ${request.targets.application} from ${where}`;
    case 'rollback':
      return `Roll back ${nameTargets(request)} on ${where}`;
    case 'hold':
      return `Hold ${nameTargets(request)} on ${where}`;
    case 'resume':
      return `Resume ${nameTargets(request)} on ${where}`;
  }
}

function nameTargets(
  request: Extract<ChangeRequest, { readonly verb: 'rollback' | 'hold' | 'resume' }>,
): string {
  const { targets } = request;
  return targets.kind === 'named' ? targets.application : `the change ${targets.commit.slice(0, 10)}`;
}
