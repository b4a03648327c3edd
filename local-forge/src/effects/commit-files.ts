import type { CommitFilesOptions } from '../forge-types.ts';
import { readCommit, writeCommit } from '../git/commits.ts';
import { editTree, type TreeChange } from '../git/edit-tree.ts';
import type { GitObject } from '../git/object-cache.ts';
import type { GitRepository } from '../git/open-repository.ts';
import { readBranch, updateRef, ZERO_ID } from '../git/refs.ts';
import { findEntry } from '../git/trees.ts';
import { makeObject, writeObjects } from '../git/write-objects.ts';
import { requireRepository, requireUser } from '../store/require.ts';
import type { World } from '../world.ts';
import { settleRefs } from './settle-refs.ts';

/** Commits files to a branch and does what follows from it, as after a push. See `Forge.commitFiles`. */
export async function commitFiles(world: World, options: CommitFilesOptions): Promise<string> {
  const repository = requireRepository(world.store, options.repository);
  const user = requireUser(world.store, options.login);
  return repository.lock(async () => {
    const { git, defaultBranch } = repository;
    const { branch = defaultBranch, author, message } = options;
    const before = await readBranch(git, branch);
    const parent = before ?? (await readBranch(git, defaultBranch));
    const base = parent === undefined ? undefined : (await readCommit(git, parent))?.tree;
    const tree = await writeTree(git, base, options.files);
    const parents = parent === undefined ? [] : [parent];
    const { sha } = await writeCommit(git, {
      tree,
      parents,
      author,
      committer: author,
      message: `${message}\n`,
    });
    const change = { name: `refs/heads/${branch}`, before: before ?? ZERO_ID, after: sha };
    await updateRef(git, change.name, change.before, sha);
    await settleRefs(world, repository, [change], user);
    return sha;
  });
}

async function writeTree(
  git: GitRepository,
  base: string | undefined,
  files: CommitFilesOptions['files'],
): Promise<string> {
  const blobs: GitObject[] = [];
  const changes: TreeChange[] = [];
  for (const [path, text] of Object.entries(files)) {
    if (text !== undefined) {
      const blob = makeObject('blob', Buffer.from(text));
      blobs.push(blob);
      changes.push({ path, mode: '100644', sha: blob.sha });
    } else if (base !== undefined && (await findEntry(git, base, path)) !== undefined) {
      changes.push({ path, mode: '100644', sha: undefined });
    }
  }
  const edited = await editTree(git, base, changes);
  if ('missing' in edited) throw new Error(`${edited.missing} was there a moment ago`);
  await writeObjects(git, [...blobs, ...edited.objects]);
  return edited.sha;
}
