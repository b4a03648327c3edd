import { MAX_COMPARE_COMMITS, MAX_COMPARE_FILES } from '../answers/github-limits.ts';
import { notFound, Refusal } from '../answers/refusal.ts';
import { countAheadBehind, findMergeBase } from '../git/commit-graph.ts';
import { readCommit, resolveCommit } from '../git/commits.ts';
import { diffTrees } from '../git/diff-trees.ts';
import { listCommits } from '../git/list-commits.ts';
import type { Commit } from '../git/parse-commit.ts';
import { repositoryRoute } from '../http/define-route.ts';
import { makeLinkHeader, readPage, slicePage } from '../http/paginate.ts';
import type { Answer, RepositoryRequest, Route } from '../http/types.ts';
import { renderCommit, renderFileDiff } from '../render/render-commit.ts';
import { accepts, ok } from './answers.ts';
import { assertNotEmpty } from './assert-not-empty.ts';

async function requireCommit({ repository }: RepositoryRequest, ref: string): Promise<Commit> {
  const commit = await resolveCommit(repository.git, ref);
  if (commit === undefined) {
    throw new Refusal(422, `No commit found for SHA: ${ref.slice(0, 200)}`);
  }
  return commit;
}

async function list(request: RepositoryRequest): Promise<Answer> {
  const { repository, query } = request;
  assertNotEmpty(repository);
  const start = await resolveCommit(repository.git, query.get('sha') ?? repository.defaultBranch);
  if (start === undefined) {
    throw notFound();
  }
  const { page, perPage } = readPage(request);
  const text = (name: string): string | undefined => query.get(name) ?? undefined;
  const path = text('path');
  const since = text('since');
  const until = text('until');
  const found = await listCommits(repository.git, {
    from: start.sha,
    skip: (page - 1) * perPage,
    // One more than asked for tells whether there is a next page.
    limit: perPage + 1,
    ...(path === undefined ? {} : { path }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  });
  const links = [
    ...(page > 1 ? [{ rel: 'prev', set: { page: String(page - 1) } }] : []),
    ...(found.length > perPage ? [{ rel: 'next', set: { page: String(page + 1) } }] : []),
  ];
  const body = await renderAll(request, found.slice(0, perPage));
  return { status: 200, body, headers: makeLinkHeader(request, links) };
}

async function renderAll({ world, repository }: RepositoryRequest, ids: readonly string[]) {
  const commits = await Promise.all(ids.map((sha) => readCommit(repository.git, sha)));
  return commits.flatMap((commit) =>
    commit === undefined ? [] : [renderCommit(world.base, repository, commit)],
  );
}

async function get(request: RepositoryRequest): Promise<Answer> {
  const { world, repository, params } = request;
  const commit = await requireCommit(request, params['ref'] ?? '');
  if (accepts(request, 'sha')) {
    return { status: 200, raw: { type: 'application/vnd.github.sha', bytes: Buffer.from(commit.sha) } };
  }
  const files = await diffTrees(repository.git, commit.parents[0], commit.sha);
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  const page = slicePage(request, files);
  return {
    status: 200,
    headers: page.headers,
    body: {
      ...renderCommit(world.base, repository, commit),
      stats: { additions, deletions, total: additions + deletions },
      files: (request.query.has('page') ? page.items : files.slice(0, MAX_COMPARE_FILES)).map((file) =>
        renderFileDiff(world.base, repository, commit.sha, file),
      ),
    },
  };
}

async function compare(request: RepositoryRequest): Promise<Answer> {
  const { world, repository, params } = request;
  const [baseName = '', headName] = (params['basehead'] ?? '').split('...');
  if (headName === undefined) {
    throw notFound();
  }
  const [base, head] = await Promise.all([findSide(request, baseName), findSide(request, headName)]);
  const mergeBaseSha = await findMergeBase(repository.git, base.sha, head.sha);
  const mergeBase = mergeBaseSha === undefined ? undefined : await readCommit(repository.git, mergeBaseSha);
  if (mergeBase === undefined) {
    throw new Refusal(404, `No common ancestor between ${base.sha} and ${head.sha}.`);
  }
  const [{ ahead, behind }, ids, files] = await Promise.all([
    countAheadBehind(repository.git, base.sha, head.sha),
    listCommits(repository.git, { from: head.sha, not: [base.sha], oldestFirst: true }),
    diffTrees(repository.git, mergeBase.sha, head.sha),
  ]);
  const paged =
    request.query.has('page') || request.query.has('per_page') ? slicePage(request, ids) : undefined;
  const commits = await renderAll(request, paged?.items ?? ids.slice(0, MAX_COMPARE_COMMITS));
  const firstPage = Number(request.query.get('page') ?? 1) === 1;
  const page = `${world.base}/${repository.fullName}/compare/${base.sha}...${head.sha}`;
  const answer = ok({
    url: `${world.base}/repos/${repository.fullName}/compare/${base.sha}...${head.sha}`,
    html_url: page,
    permalink_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: renderCommit(world.base, repository, base),
    merge_base_commit: renderCommit(world.base, repository, mergeBase),
    status: nameStatus(ahead, behind),
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits,
    files: firstPage
      ? files
          .slice(0, MAX_COMPARE_FILES)
          .map((file) => renderFileDiff(world.base, repository, head.sha, file))
      : [],
  });
  return { ...answer, headers: paged?.headers ?? {} };
}

function nameStatus(ahead: number, behind: number): 'identical' | 'ahead' | 'behind' | 'diverged' {
  if (ahead === 0) {
    return behind === 0 ? 'identical' : 'behind';
  }
  return behind === 0 ? 'ahead' : 'diverged';
}

/** One side of a comparison; `owner:branch` may name this repository's own owner. */
async function findSide({ repository }: RepositoryRequest, name: string): Promise<Commit> {
  const own = `${repository.owner.login}:`.toLowerCase();
  const ref = name.toLowerCase().startsWith(own) ? name.slice(own.length) : name;
  const commit = await resolveCommit(repository.git, ref);
  if (commit === undefined) {
    throw notFound();
  }
  return commit;
}

const contents = { permission: 'contents' } as const;

/** Commits, and what lies between two of them. */
export const commitRoutes: readonly Route[] = [
  repositoryRoute('GET', '/repos/{owner}/{repo}/commits', contents, list),
  repositoryRoute('GET', '/repos/{owner}/{repo}/commits/{ref}', contents, get),
  repositoryRoute('GET', '/repos/{owner}/{repo}/compare/{basehead}', contents, compare),
];
