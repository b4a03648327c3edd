import { resolve } from 'node:path';
import { eventsBranch } from '../../change/paths.ts';
import { formatRepositoryName } from '../config/repository-name.ts';
import { fetchRefs, initBare, readRemoteHead, readRemoteRef } from '../git/fetch-branch.ts';
import { findRepository } from '../git/find-repository.ts';
import { tryResolveCommit } from '../git/list-changes.ts';
import { openRemote, toGitContext } from '../git/open-remote.ts';
import type { GitContext } from '../git/run-git.ts';
import { withObjects } from '../git/with-objects.ts';
import { withTemporaryFolder } from '../git/with-temporary-folder.ts';
import type { Invocation } from '../program/invocation.ts';
import { createFolderReader } from '../reader/folder-reader.ts';
import { createGitReader } from '../reader/git-reader.ts';
import type { Tree } from '../reader/tree.ts';

/** An infra repo, open for reading. */
export interface Infra {
  /** For messages: OWNER/NAME, or the folder. */
  readonly name: string;
  readonly tree: Tree;
  /** Newest commit of the default branch; absent for a folder that is no checkout. */
  readonly commit?: string;
  /** The events branch; absent before the first report. */
  readonly events?: Tree;
}

/** Opens the local checkout that `--infra DIR` names, else the infra repo on the forge, and lends it to `use`. */
export async function withInfra<T>(invocation: Invocation, use: (infra: Infra) => Promise<T>): Promise<T> {
  const folder = invocation.args.text('infra');
  if (folder !== undefined) return await withLocal(invocation, resolve(invocation.io.cwd, folder), use);
  const repository = await invocation.settings.infra();
  const remote = await openRemote(invocation, repository);
  return await withTemporaryFolder(async (temporary) => {
    const context = toGitContext(remote, temporary, invocation.io.signal);
    await initBare(context, remote.url);
    return await use(await openFetched(context, formatRepositoryName(repository)));
  });
}

async function openFetched(context: GitContext, name: string): Promise<Infra> {
  const head = await readRemoteHead(context);
  if (head.commit === undefined) return { name, tree: emptyTree };
  const events = await readRemoteRef(context, `refs/heads/${eventsBranch}`);
  const wanted = [`+refs/heads/${head.branch}:refs/co/main`];
  if (events !== undefined) wanted.push(`+refs/heads/${eventsBranch}:refs/co/events`);
  await fetchRefs(context, wanted);
  const infra = { name, tree: createGitReader(context, 'refs/co/main'), commit: head.commit };
  return events === undefined ? infra : { ...infra, events: createGitReader(context, 'refs/co/events') };
}

/** The files as they lie there, changes that are not committed included; events from the last fetch. */
async function withLocal<T>(
  { io }: Invocation,
  folder: string,
  use: (infra: Infra) => Promise<T>,
): Promise<T> {
  const tree = await createFolderReader(folder);
  const repository = findRepository(folder, io.env);
  if (repository === undefined) return await use({ name: folder, tree });
  return await withObjects(
    { repository, folder, environment: io.env, signal: io.signal },
    async (context) => {
      const commit = await tryResolveCommit(context, 'HEAD');
      const events =
        (await tryResolveCommit(context, `refs/remotes/origin/${eventsBranch}`)) ??
        (await tryResolveCommit(context, `refs/heads/${eventsBranch}`));
      return await use({
        name: folder,
        tree,
        ...(commit === undefined ? {} : { commit }),
        ...(events === undefined ? {} : { events: createGitReader(context, events) }),
      });
    },
  );
}

const emptyTree: Tree = {
  list: async () => [],
  read: async () => undefined,
  preload: async () => undefined,
};
