import { resolve } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { formatRepositoryName } from '../config/repository-name.ts';
import { fetchRefs, initBare, readRemoteHead } from '../git/fetch-branch.ts';
import { createGitEnvironment } from '../git/git-environment.ts';
import { listLocalTags, listRemoteTags, type Tag } from '../git/list-tags.ts';
import { openRemote, toGitContext } from '../git/open-remote.ts';
import { type GitContext, tryGit } from '../git/run-git.ts';
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
  if (folder !== undefined) return await use(await openLocal(invocation, resolve(invocation.io.cwd, folder)));
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

async function openLocal(invocation: Invocation, folder: string): Promise<Registry> {
  const { io } = invocation;
  const context = { folder, environment: createGitEnvironment(io.env), signal: io.signal };
  const head = await tryGit(context, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  if (head.exitCode !== 0) {
    throw new ColoError('CLI_INPUT_MISSING', `${folder} is not a Git checkout with a commit`, {
      fix: 'Name a checkout of the app registry, or leave --registry out to ask the forge.',
    });
  }
  const tags = await listLocalTags(context);
  const tree = createGitReader(context, head.stdout.toString('utf8').trim());
  return { name: folder, tree, tags, openTag: async (tag) => createGitReader(context, tag.commit) };
}
