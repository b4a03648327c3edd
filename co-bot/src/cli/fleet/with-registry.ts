import { resolve } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { formatRepositoryName } from '../config/repository-name.ts';
import { fetchRefs, initBare, readRemoteHead } from '../git/fetch-branch.ts';
import { findRepository } from '../git/find-repository.ts';
import { tryResolveCommit } from '../git/list-changes.ts';
import { listLocalTags, listRemoteTags, type Tag } from '../git/list-tags.ts';
import { openRemote, toGitContext } from '../git/open-remote.ts';
import type { GitContext } from '../git/run-git.ts';
import { withObjects } from '../git/with-objects.ts';
import { withTemporaryFolder } from '../git/with-temporary-folder.ts';
import type { Invocation } from '../program/invocation.ts';
import { createGitReader } from '../reader/git-reader.ts';
import type { Tree } from '../reader/tree.ts';

/** An app registry, open for reading. */
export interface Registry {
  /** For messages and for `source.repository`: OWNER/NAME, or the folder. */
  readonly name: string;
  /** The default branch; absent in an empty repository. */
  readonly tree?: Tree;
  readonly tags: readonly Tag[];
  /** The tree that a tag names. */
  openTag(tag: Tag): Promise<Tree>;
}

/** Opens the local checkout that `--registry DIR` names, else the registry on the forge, and lends it to `use`. */
export async function withRegistry<T>(
  invocation: Invocation,
  use: (registry: Registry) => Promise<T>,
): Promise<T> {
  const folder = invocation.args.text('registry');
  if (folder !== undefined) return await withLocal(invocation, resolve(invocation.io.cwd, folder), use);
  const repository = await invocation.settings.registry();
  const remote = await openRemote(invocation, repository);
  return await withTemporaryFolder(async (temporary) => {
    const context = toGitContext(remote, temporary, invocation.io.signal);
    await initBare(context, remote.url);
    return await use(await openFetched(context, formatRepositoryName(repository)));
  });
}

async function openFetched(context: GitContext, name: string): Promise<Registry> {
  const head = await readRemoteHead(context);
  const registry: Registry = {
    name,
    tags: await listRemoteTags(context),
    async openTag(tag) {
      await fetchRefs(context, [`+refs/tags/${tag.name}:refs/co/tag`]);
      return createGitReader(context, tag.commit);
    },
  };
  if (head.commit === undefined) return registry;
  await fetchRefs(context, [`+refs/heads/${head.branch}:refs/co/main`]);
  return { ...registry, tree: createGitReader(context, head.commit) };
}

async function withLocal<T>(
  { io }: Invocation,
  folder: string,
  use: (registry: Registry) => Promise<T>,
): Promise<T> {
  const repository = findRepository(folder, io.env);
  if (repository === undefined) throw describeNoCheckout(folder);
  return await withObjects(
    { repository, folder, environment: io.env, signal: io.signal },
    async (context) => {
      const head = await tryResolveCommit(context, 'HEAD');
      if (head === undefined) throw describeNoCheckout(folder);
      return await use({
        name: folder,
        tree: createGitReader(context, head),
        tags: await listLocalTags(context),
        openTag: async (tag) => createGitReader(context, tag.commit),
      });
    },
  );
}

function describeNoCheckout(folder: string): ColoError {
  return new ColoError(
    'CLI_INPUT_MISSING',
    `${toSafeText(folder, 400)} is not a Git checkout with a commit`,
    {
      fix: 'Name a checkout of the app registry, or leave --registry out to ask the forge.',
    },
  );
}
