import type { GitRepository } from './open-repository.ts';
import { readGit } from './run-git.ts';
import { readTree, typeOfMode } from './trees.ts';

interface TreeRow {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly id: string;
  /** Bytes of a file. */
  readonly size: number | undefined;
}

/** Lists a tree, with all that is below it where `recursive` says so. */
export async function listTree(git: GitRepository, sha: string, recursive: boolean): Promise<TreeRow[]> {
  return recursive ? listAll(git, sha) : listOwn(git, sha);
}

async function listOwn(git: GitRepository, sha: string): Promise<TreeRow[]> {
  const rows = ((await readTree(git, sha)) ?? []).map(async ({ name, mode, sha: id }) => {
    const type = typeOfMode(mode);
    const size = type === 'blob' ? (await git.reader.read(id))?.data.length : undefined;
    return { path: name, mode, type, id, size };
  });
  return Promise.all(rows);
}

async function listAll(git: GitRepository, sha: string): Promise<TreeRow[]> {
  const text = await readGit(git.path, ['ls-tree', '-r', '-t', '-l', '-z', '--full-tree', sha]);
  const rows = text.split('\0').filter((row) => row !== '');
  return rows.map((row) => {
    const tab = row.indexOf('\t');
    const [mode = '', type = '', id = '', size = '-'] = row.slice(0, tab).split(/ +/);
    return { path: row.slice(tab + 1), mode, type, id, size: size === '-' ? undefined : Number(size) };
  });
}
