import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { type GitContext, runGit, tryGit } from './run-git.ts';

/** What a remote says about itself. */
interface RemoteHead {
  /** Name of the default branch, without `refs/heads/`. */
  readonly branch: string;
  /** Object id of its newest commit; undefined in an empty repository. */
  readonly commit: string | undefined;
}

/** Makes an empty bare repository in the context's folder, tied to `remote`. */
export async function initBare(context: GitContext, remote: string): Promise<void> {
  await runGit(context, ['init', '--quiet', '--bare', '--template=', '.']);
  await runGit(context, ['remote', 'add', 'origin', '--', remote]);
  await runGit(context, ['config', 'remote.origin.promisor', 'true']);
  await runGit(context, ['config', 'remote.origin.partialclonefilter', 'blob:none']);
  await runGit(context, ['config', 'extensions.partialClone', 'origin']);
}

/** Asks the remote for its default branch. An empty repository has a branch name and no commit. */
export async function readRemoteHead(context: GitContext): Promise<RemoteHead> {
  const printed = await runGit(context, ['ls-remote', '--symref', 'origin', 'HEAD']);
  const branch = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(printed)?.[1];
  const commit = /^([0-9a-f]{40,64})\tHEAD$/m.exec(printed)?.[1];
  return { branch: branch ?? 'main', commit };
}

/** Object id of one ref of the remote, or undefined where it has none. Tags are followed to their commit. */
export async function readRemoteRef(
  context: GitContext,
  ref: string,
  remote = 'origin',
): Promise<string | undefined> {
  const printed = await runGit(context, ['ls-remote', '--', remote, ref, `${ref}^{}`]);
  const lines = printed.split('\n').map((line) => line.split('\t'));
  const peeled = lines.find(([, name]) => name === `${ref}^{}`) ?? lines.find(([, name]) => name === ref);
  return peeled?.[0];
}

/** Fetches refs without history and without file contents, which git then gets when they are read. */
export async function fetchRefs(context: GitContext, refspecs: readonly string[]): Promise<void> {
  const args = [
    'fetch',
    '--quiet',
    '--no-tags',
    '--depth=1',
    '--filter=blob:none',
    '--force',
    'origin',
    ...refspecs,
  ];
  const result = await tryGit(context, args);
  if (result.exitCode !== 0) {
    throw new ColoError(
      'CLI_GIT_FAILED',
      `fetching ${toSafeText(refspecs.join(' '), 200)} failed: ${result.message}`,
    );
  }
}
