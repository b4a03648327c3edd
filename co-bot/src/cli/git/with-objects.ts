import { mkdirSync, readdirSync, realpathSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { type Repository, readHead } from './find-repository.ts';
import { readObjectStore } from './object-format.ts';
import type { GitContext } from './run-git.ts';
import { withTemporaryFolder } from './with-temporary-folder.ts';

/** Git reads a repository that is not ours by this, and nothing else of it. */
export interface ObjectsContext extends GitContext {
  /** Where the folder lies in its checkout: the empty string, or a path with a slash at its end. */
  readonly prefix: string;
}

interface ObjectsRequest {
  readonly repository: Repository;
  /** The folder of the checkout that is looked at. */
  readonly folder: string;
  /** Environment of this process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/**
 * Lends a repository of our own, with a configuration of our own, that has the objects, refs and index of another one. The
 * configuration of that one is never opened, so that no filter, diff driver, monitor, hook, helper or remote of it runs: an
 * object that is not there is an error, and is not fetched. Nothing is written to it.
 *
 * @throws ColoError CLI_REPOSITORY_UNFIT, CLI_OBJECT_MISSING
 */
export async function withObjects<T>(
  request: ObjectsRequest,
  use: (context: ObjectsContext) => Promise<T>,
): Promise<T> {
  const { repository, signal } = request;
  return await withTemporaryFolder(async (own) => {
    const { format, isPartial } = readObjectStore(repository);
    layOut(own, repository, format);
    const { workTree } = repository;
    const folder = workTree === undefined ? own : realpathSync(request.folder);
    const prefix = workTree === undefined ? '' : toPrefix(realpathSync(workTree), folder);
    const environment = createEnvironment(own, request);
    try {
      return await use({ folder, environment, signal, prefix });
    } catch (error) {
      throw isPartial && error instanceof ColoError && error.code === 'CLI_GIT_FAILED'
        ? new ColoError('CLI_OBJECT_MISSING', error.message)
        : error;
    }
  });
}

/** The variables of git that count: all others, and the configuration of the person and the machine, stay out. */
function createEnvironment(
  own: string,
  { repository, environment: inherited }: ObjectsRequest,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    // Where an installation of git has its programs.
    const isKept = !name.startsWith('GIT_') || name === 'GIT_EXEC_PATH';
    if (value !== undefined && isKept) environment[name] = value;
  }
  return {
    ...environment,
    LC_ALL: 'C',
    GIT_DIR: resolve(own),
    ...(repository.workTree === undefined ? {} : { GIT_WORK_TREE: repository.workTree }),
    ...(repository.alternates === undefined
      ? {}
      : { GIT_ALTERNATE_OBJECT_DIRECTORIES: repository.alternates }),
    GIT_INDEX_FILE: repository.index,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    // A ref of the repository must not put one object in the place of another (git-replace(1)).
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
  };
}

/** Links to what is read, as git-new-workdir of git's own contrib makes them: refs may be many. */
function layOut(own: string, { gitDir, commonDir, objects }: Repository, format: string): void {
  const theirs = readdirSync(gitDir);
  if (isThere(join(commonDir, 'reftable')) || isThere(join(gitDir, 'reftable'))) {
    throw new ColoError('CLI_REPOSITORY_UNFIT', `${toSafeText(gitDir, 400)} keeps its refs as reftable`, {
      fix: 'Run `git refs migrate --ref-format=files` in it.',
    });
  }
  for (const folder of ['objects/info', 'info', 'logs']) mkdirSync(join(own, folder), { recursive: true });
  const extensions = format === 'sha256' ? '[extensions]\n  objectFormat = sha256\n' : '';
  const version = format === 'sha256' ? 1 : 0;
  // With sparseCheckout, what git was told to leave out of the work tree is looked at where it lies there all the same.
  const settings = [`repositoryFormatVersion = ${version}`, 'bare = true', 'sparseCheckout = true'];
  writeFileSync(join(own, 'config'), `[core]\n  ${settings.join('\n  ')}\n${extensions}`);
  writeFileSync(join(own, 'HEAD'), `${readHead(gitDir) ?? ''}\n`);
  writeFileSync(join(own, 'objects/info/alternates'), `${quotePath(objects)}\n`);
  // Where one of them is not there, git sees that nothing is behind the link.
  for (const name of ['refs', 'packed-refs', 'shallow', 'info/exclude', 'logs/refs'])
    symlinkSync(join(commonDir, name), join(own, name));
  symlinkSync(join(gitDir, 'logs/HEAD'), join(own, 'logs/HEAD'));
  // ORIG_HEAD and its like, and the part of an index that is shared (git-update-index(1), --split-index).
  for (const name of theirs)
    if (/^(?:[A-Z_]+_HEAD|sharedindex\.[0-9a-f]+)$/.test(name))
      symlinkSync(join(gitDir, name), join(own, name));
}

/** In quotes a path may hold whatever a name can (git(1), GIT_ALTERNATE_OBJECT_DIRECTORIES). */
function quotePath(path: string): string {
  return `"${path.replace(/["\\]/g, (sign) => `\\${sign}`).replaceAll('\n', '\\n')}"`;
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function toPrefix(workTree: string, folder: string): string {
  const path = relative(workTree, folder);
  return path === '' || path.split(sep)[0] === '..' ? '' : `${path.split(sep).join('/')}/`;
}
