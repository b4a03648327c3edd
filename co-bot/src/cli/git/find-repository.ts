import { lstatSync, readFileSync, readlinkSync, realpathSync, type Stats, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';

type Variables = Readonly<Record<string, string | undefined>>;

/** Where a repository lies. Git is not asked: it would open the configuration of whatever it finds. */
export interface Repository {
  /** What belongs to one work tree: HEAD, and mostly the index. */
  readonly gitDir: string;
  /** What all work trees share: refs and objects (gitrepository-layout(5)). */
  readonly commonDir: string;
  /** Top of the checkout; undefined for a bare repository. */
  readonly workTree: string | undefined;
  readonly index: string;
  /** Folder of objects. */
  readonly objects: string;
  /** More of them, as git writes the variable GIT_ALTERNATE_OBJECT_DIRECTORIES. */
  readonly alternates?: string;
}

/** As much of a file of one line as is read: git itself takes no longer one for the path of a repository. */
const MAX_LINE_BYTES = 1024 * 1024;

/**
 * The repository that a folder is in: the nearest one on the way up, but for the folders of GIT_CEILING_DIRECTORIES.
 * Undefined where there is none. Throws CLI_REPOSITORY_UNFIT where one is named that is not there.
 */
export function findRepository(folder: string, environment: Variables): Repository | undefined {
  if (statIfThere(folder)?.isDirectory() !== true) return undefined;
  const ceilings = (environment['GIT_CEILING_DIRECTORIES'] ?? '').split(delimiter).filter(isAbsolute);
  for (let at = realpathSync(folder); ; ) {
    const found = openRepository(at);
    if (found !== undefined) return found;
    const parent = dirname(at);
    if (parent === at || ceilings.some((ceiling) => resolve(ceiling) === parent)) return undefined;
    at = parent;
  }
}

/** The repository whose top is this folder, bare or a checkout; undefined where it is none. */
export function openRepository(folder: string): Repository | undefined {
  const gitDir = followGitFile(join(folder, '.git'));
  if (gitDir !== undefined) {
    const found = openGitDir(gitDir, folder);
    if (found !== undefined) return found;
  }
  return openGitDir(folder, undefined);
}

/**
 * The repository that git names to its hooks in the environment, with the objects that it holds back there; else that of
 * the working folder. Undefined where there is none.
 */
export function findHookRepository(folder: string, environment: Variables): Repository | undefined {
  const named = environment['GIT_DIR'];
  const found =
    named === undefined ? findRepository(folder, environment) : openNamed(folder, named, environment);
  if (found === undefined) return undefined;
  const index = environment['GIT_INDEX_FILE'];
  const objects = environment['GIT_OBJECT_DIRECTORY'];
  const alternates = environment['GIT_ALTERNATE_OBJECT_DIRECTORIES'];
  return {
    ...found,
    ...(index === undefined ? {} : { index: resolve(folder, index) }),
    ...(objects === undefined ? {} : { objects: resolve(folder, objects) }),
    ...(alternates === undefined ? {} : { alternates }),
  };
}

/** Git starts hooks at the top of the work tree, or in the repository itself where there is none. */
function openNamed(folder: string, named: string, environment: Variables): Repository | undefined {
  const gitDir = followGitFile(resolve(folder, named));
  if (gitDir === undefined) return undefined;
  const top = resolve(folder, environment['GIT_WORK_TREE'] ?? '.');
  return openGitDir(gitDir, realpathSync(top) === realpathSync(gitDir) ? undefined : top);
}

function openGitDir(gitDir: string, workTree: string | undefined): Repository | undefined {
  const shared = readLine(join(gitDir, 'commondir'));
  const commonDir = shared === undefined ? gitDir : resolve(gitDir, shared);
  const isOne =
    readHead(gitDir) !== undefined &&
    ['objects', 'refs'].every((name) => statIfThere(join(commonDir, name)) !== undefined);
  if (!isOne) return undefined;
  return {
    gitDir,
    commonDir,
    workTree,
    index: join(gitDir, 'index'),
    objects: join(commonDir, 'objects'),
  };
}

/** What HEAD holds: `ref: <name>` or an object id. */
export function readHead(gitDir: string): string | undefined {
  const path = join(gitDir, 'HEAD');
  // An old form: a link to the file of a branch, which need not be there.
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true)
    return `ref: ${readlinkSync(path)}`;
  const line = readLine(path);
  return line !== undefined && /^(?:ref:|[0-9a-f]{40})/.test(line) ? line : undefined;
}

/** `.git` is a folder, or a file that names one: in linked work trees and submodules. */
function followGitFile(path: string): string | undefined {
  const stats = statIfThere(path);
  if (stats?.isDirectory() === true) return path;
  if (stats?.isFile() !== true) return undefined;
  const named = /^gitdir: (?<path>.+)$/s.exec(readLine(path) ?? '')?.groups?.['path'];
  const gitDir = named === undefined ? undefined : resolve(dirname(path), named);
  if (gitDir !== undefined && openGitDir(gitDir, undefined) !== undefined) return gitDir;
  throw new ColoError(
    'CLI_REPOSITORY_UNFIT',
    `${toSafeText(path, 400)} names a repository that is not there`,
  );
}

/** A file of one line, without its end. Of a named pipe nothing is read: it may never end. */
export function readLine(path: string): string | undefined {
  const stats = statIfThere(path);
  if (stats?.isFile() !== true || stats.size > MAX_LINE_BYTES) return undefined;
  return readFileSync(path, 'utf8').replace(/[\r\n]+$/, '');
}

function statIfThere(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A file on the way, a loop of links, a folder that may not be entered: for git, too, nothing is there.
    return undefined;
  }
}
