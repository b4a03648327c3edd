import type { FileDiff } from '../git/diff-trees.ts';
import type { Commit } from '../git/parse-commit.ts';
import { makeNodeId } from '../store/make-node-id.ts';
import type { Repository } from '../store/types.ts';

/** The forge signs nothing. */
const UNSIGNED = { verified: false, reason: 'unsigned', signature: null, payload: null } as const;

function renderParents(
  base: string,
  repository: Repository,
  commit: Commit,
  folder: 'commits' | 'git/commits',
) {
  return commit.parents.map((sha) => ({
    sha,
    url: `${base}/repos/${repository.fullName}/${folder}/${sha}`,
    html_url: `${base}/${repository.fullName}/commit/${sha}`,
  }));
}

function renderTreeLink(base: string, repository: Repository, sha: string) {
  return { sha, url: `${base}/repos/${repository.fullName}/git/trees/${sha}` };
}

/** A commit as the Git Data endpoints show it. */
export function renderGitCommit(base: string, repository: Repository, commit: Commit) {
  return {
    sha: commit.sha,
    node_id: makeNodeId('C', `${repository.id}:${commit.sha}`),
    url: `${base}/repos/${repository.fullName}/git/commits/${commit.sha}`,
    html_url: `${base}/${repository.fullName}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    tree: renderTreeLink(base, repository, commit.tree),
    message: commit.message,
    parents: renderParents(base, repository, commit, 'git/commits'),
    verification: { ...UNSIGNED, verified_at: null },
  };
}

/** A commit as the Commits endpoints show it. */
export function renderCommit(base: string, repository: Repository, commit: Commit) {
  const rendered = renderHookCommit(base, repository, commit);
  const verification = { ...UNSIGNED, verified_at: null };
  return { ...rendered, commit: { ...rendered.commit, verification } };
}

/** The same as `status` webhooks carry it, whose verification has no time. */
export function renderHookCommit(base: string, repository: Repository, commit: Commit) {
  const url = `${base}/repos/${repository.fullName}/commits/${commit.sha}`;
  return {
    sha: commit.sha,
    node_id: makeNodeId('C', `${repository.id}:${commit.sha}`),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: renderTreeLink(base, repository, commit.tree),
      url: `${base}/repos/${repository.fullName}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: UNSIGNED,
    },
    url,
    html_url: `${base}/${repository.fullName}/commit/${commit.sha}`,
    comments_url: `${url}/comments`,
    author: null,
    committer: null,
    parents: renderParents(base, repository, commit, 'commits'),
  };
}

/** One file of a diff. */
export function renderFileDiff(base: string, repository: Repository, head: string, file: FileDiff) {
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${base}/${repository.fullName}/blob/${head}/${path}`,
    raw_url: `${base}/${repository.fullName}/raw/${head}/${path}`,
    contents_url: `${base}/repos/${repository.fullName}/contents/${path}?ref=${head}`,
    ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
  };
}
