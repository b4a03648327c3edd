import { parseStatusContext, parseStatusDescription } from '@colo/schemas/status';
import { toSafeText } from '@colo/schemas/text';
import { callGitHub } from '../../github/call-github.ts';
import { formatRepositoryName, type RepositoryName } from '../config/repository-name.ts';
import type { FreshReport, Standing } from '../fleet/compute-status.ts';
import type { GitHub } from './create-github.ts';

/**
 * What the sites said about a commit, newest first per host and application. Only statuses by the accounts that the fleet
 * policy lists count: anybody with write permission can post a status.
 *
 * @param creators logins of `statusCreators` in colo.yaml
 */
export async function readReports(
  github: GitHub,
  repository: RepositoryName,
  commit: string,
  creators: readonly string[],
): Promise<readonly FreshReport[]> {
  const statuses = await callGitHub(`list the statuses of ${formatRepositoryName(repository)}`, () =>
    github.paginate(github.rest.repos.listCommitStatusesForRef, {
      owner: repository.owner,
      repo: repository.name,
      ref: commit,
      per_page: 100,
    }),
  );
  const reports = new Map<string, FreshReport>();
  for (const status of statuses) {
    const subject = parseStatusContext(status.context);
    const creator = status.creator?.login;
    if (subject === undefined || creator === undefined || !creators.includes(creator)) continue;
    // The API lists the newest first; of one context only that one counts.
    if (reports.has(status.context)) continue;
    reports.set(status.context, {
      ...subject,
      ...readDescription(status.description ?? '', status.state),
      at: status.created_at,
    });
  }
  return [...reports.values()];
}

type Described = Pick<FreshReport, 'standing' | 'version' | 'digest' | 'detail'>;

function readDescription(description: string, state: string): Described {
  const read = parseStatusDescription(description);
  if (read === undefined) return { standing: fromState(state), detail: toSafeText(description, 140) };
  const { outcome, version, digest, detail } = read;
  return {
    standing: outcome,
    ...(version === undefined ? {} : { version }),
    ...(digest === undefined ? {} : { digest }),
    ...(detail === undefined ? {} : { detail: toSafeText(detail, 140) }),
  };
}

/** For reporters that write descriptions of their own. */
function fromState(state: string): Standing {
  if (state === 'success') return 'installed';
  if (state === 'failure') return 'failed';
  return state === 'error' ? 'refused' : 'pending';
}
