import { type CommitDraft, encodeCommit } from './encode-commit.ts';
import type { GitRepository } from './open-repository.ts';
import { type Commit, parseCommit } from './parse-commit.ts';
import { isRefName } from './ref-names.ts';
import { runGit } from './run-git.ts';
import { makeObject, writeObjects } from './write-objects.ts';

/** Reads a commit by its full id. */
export async function readCommit(git: GitRepository, sha: string): Promise<Commit | undefined> {
  const object = await git.reader.read(sha);
  return object?.type === 'commit' ? parseCommit(object.sha, object.data) : undefined;
}

/** Writes a commit and returns it. */
export async function writeCommit(git: GitRepository, draft: CommitDraft): Promise<Commit> {
  const object = makeObject('commit', encodeCommit(draft));
  await writeObjects(git, [object]);
  return parseCommit(object.sha, object.data);
}

/** Finds the commit that a REST `ref` means: an id (full or short), a branch, a tag, `heads/x`, `tags/x`, `HEAD`. */
export async function resolveCommit(git: GitRepository, ref: string): Promise<Commit | undefined> {
  if (!isRefName(ref)) {
    return undefined;
  }
  const names = /^(heads|tags|pull)\//.test(ref)
    ? [`refs/${ref}`, `refs/heads/${ref}`]
    : [`refs/heads/${ref}`, `refs/tags/${ref}`];
  if (ref === 'HEAD' || ref.startsWith('refs/')) {
    names.unshift(ref);
  }
  if (/^[0-9a-f]{7,40}$/.test(ref)) {
    names.unshift(ref);
  }
  for (const name of names) {
    const object = await git.reader.read(/^[0-9a-f]{40}$/.test(name) ? name : `${name}^{commit}`);
    if (object?.type === 'commit') {
      return parseCommit(object.sha, object.data);
    }
  }
  return undefined;
}

/** Brings a commit that a branch of another repository points to, with all that it needs. */
export async function fetchCommit(git: GitRepository, from: GitRepository, sha: string): Promise<void> {
  await runGit(git.path, ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', from.path, sha]);
}
