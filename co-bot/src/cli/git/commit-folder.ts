import { join } from 'node:path';
import { readIdentity } from './read-identity.ts';
import { type GitContext, runGit } from './run-git.ts';

interface FolderCommit {
  /** Commit to build on; undefined for the first one. */
  readonly parent: string | undefined;
  /** Folder whose content is replaced, as a whole. */
  readonly path: string;
  readonly files: readonly { readonly path: string; readonly mode: string; readonly bytes: Uint8Array }[];
  readonly message: string;
}

/**
 * Makes a commit that replaces one folder, in a bare repository: bytes go in as they are, without filters, line-ending
 * conversion or a checkout. Returns its object id.
 */
export async function commitFolder(context: GitContext, commit: FolderCommit): Promise<string> {
  const index = { GIT_INDEX_FILE: join(context.folder, 'co-index'), GIT_LITERAL_PATHSPECS: '1' };
  await runGit(context, ['read-tree', commit.parent ?? '--empty'], undefined, index);
  const before = await runGit(context, ['ls-files', '-z', '--cached', '--', commit.path], undefined, index);
  const lines: string[] = [];
  for (const path of before.split('\0')) {
    if (path !== '') lines.push(`0 ${'0'.repeat(40)}\t${path}`);
  }
  for (const file of commit.files) {
    const oid = await runGit(context, ['hash-object', '-w', '--no-filters', '--stdin'], file.bytes);
    lines.push(`${file.mode} ${oid}\t${commit.path}/${file.path}`);
  }
  const info = lines.map((line) => `${line}\0`).join('');
  await runGit(context, ['update-index', '-z', '--index-info'], info, index);
  const tree = await runGit(context, ['write-tree', '--missing-ok'], undefined, index);
  const parents = commit.parent === undefined ? [] : ['-p', commit.parent];
  const identity = await readIdentity(context);
  return await runGit(context, ['commit-tree', tree, ...parents], commit.message, identity);
}
