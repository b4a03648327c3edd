import {
  MAX_STATUS_CONTEXT,
  MAX_STATUS_DESCRIPTION,
  MAX_STATUSES_PER_CONTEXT,
} from '../answers/github-limits.ts';
import { invalid, Refusal, unprocessable } from '../answers/refusal.ts';
import { readCommit, resolveCommit } from '../git/commits.ts';
import { isObjectId } from '../git/ref-names.ts';
import { repositoryRoute } from '../http/define-route.ts';
import { answerPage, slicePage } from '../http/paginate.ts';
import type { Answer, RepositoryRequest, Route } from '../http/types.ts';
import { renderRepository } from '../render/render-repository.ts';
import { renderSimpleStatus, renderStatus } from '../render/render-status.ts';
import { emitStatus } from '../statuses/emit-status.ts';
import { combineStates, latestStatuses } from '../statuses/latest-statuses.ts';
import { makeNodeId } from '../store/make-node-id.ts';
import type { CommitStatus } from '../store/types.ts';
import { actingUser, created } from './answers.ts';
import { type Body, optionalChoice, optionalString } from './read-fields.ts';

async function create(request: RepositoryRequest): Promise<Answer> {
  const { repository, world, params } = request;
  const sha = params['sha'] ?? '';
  const commit = isObjectId(sha) ? await readCommit(repository.git, sha) : undefined;
  if (commit === undefined) {
    throw unprocessable(`No commit found for SHA: ${sha.slice(0, 200)}`);
  }
  const fields = readStatus(request.body);
  const list = repository.statuses.get(sha) ?? [];
  if (list.filter((status) => status.context === fields.context).length >= MAX_STATUSES_PER_CONTEXT) {
    throw new Refusal(422, 'Validation Failed', {
      errors: [
        {
          resource: 'Status',
          code: 'custom',
          message: 'This SHA and context has reached the maximum number of statuses.',
        },
      ],
    });
  }
  const id = world.store.nextId();
  const creator = actingUser(request);
  const status: CommitStatus = {
    id,
    nodeId: makeNodeId('SC', id),
    sha,
    creator,
    createdAt: world.now(),
    ...fields,
  };
  repository.statuses.set(sha, [...list, status]);
  await emitStatus(world, repository, status, commit);
  return created(renderStatus(world.base, repository, status));
}

function readStatus(body: Body): Pick<CommitStatus, 'state' | 'context' | 'description' | 'targetUrl'> {
  const state = optionalChoice(body, 'Status', 'state', ['error', 'failure', 'pending', 'success']);
  if (state === undefined) {
    throw invalid('Status', 'state', 'missing_field');
  }
  const description = optionalString(body, 'Status', 'description') ?? null;
  const context = optionalString(body, 'Status', 'context') ?? 'default';
  assertLength('description', description ?? '', MAX_STATUS_DESCRIPTION);
  assertLength('context', context, MAX_STATUS_CONTEXT);
  const targetUrl = optionalString(body, 'Status', 'target_url') ?? null;
  if (targetUrl !== null && targetUrl !== '' && !/^https?:\/\//.test(targetUrl)) {
    throw invalid('Status', 'target_url', 'custom', 'target_url must use http(s) scheme');
  }
  return { state, description, context, targetUrl };
}

/** GitHub counts characters, not bytes. */
function assertLength(field: string, text: string, maximum: number): void {
  if ([...text].length > maximum) {
    throw invalid('Status', field, 'custom', `${field} is too long (maximum is ${maximum} characters)`);
  }
}

async function findSha({ repository, params }: RepositoryRequest): Promise<string> {
  const ref = params['ref'] ?? '';
  const commit = await resolveCommit(repository.git, ref);
  if (commit === undefined) {
    throw new Refusal(404, `No commit found for SHA: ${ref.slice(0, 200)}`);
  }
  return commit.sha;
}

async function combine(request: RepositoryRequest): Promise<Answer> {
  const { repository, world } = request;
  const sha = await findSha(request);
  const latest = latestStatuses(repository, sha);
  const { items, headers } = slicePage(request, latest);
  const url = `${world.base}/repos/${repository.fullName}/commits/${sha}`;
  const body = {
    state: combineStates(latest),
    statuses: items.map((status) => renderSimpleStatus(world.base, repository, status)),
    sha,
    total_count: latest.length,
    repository: renderRepository(world.base, repository),
    commit_url: url,
    url: `${url}/status`,
  };
  return { status: 200, body, headers };
}

async function list(request: RepositoryRequest): Promise<Answer> {
  const { repository, world } = request;
  const all = [...(repository.statuses.get(await findSha(request)) ?? [])].reverse();
  return answerPage(request, all, (status) => renderStatus(world.base, repository, status));
}

const statuses = { permission: 'statuses' } as const;

/** Commit statuses. */
export const statusRoutes: readonly Route[] = [
  repositoryRoute('POST', '/repos/{owner}/{repo}/statuses/{sha}', statuses, create),
  repositoryRoute('GET', '/repos/{owner}/{repo}/commits/{ref}/status', statuses, combine),
  repositoryRoute('GET', '/repos/{owner}/{repo}/commits/{ref}/statuses', statuses, list),
];
