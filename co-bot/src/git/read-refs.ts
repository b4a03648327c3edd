import { readGit, runGit } from './run-git.ts';

export interface Ref {
  /** What the ref holds: a commit, or an annotated tag. */
  readonly object: string;
  readonly commit: string | undefined;
}

/** Branches and tags of a bare repository, by full name. */
export async function readRefs(folder: string): Promise<ReadonlyMap<string, Ref>> {
  const format = '--format=%(objecttype) %(objectname) %(refname)';
  const refs = new Map<string, Ref>();
  for (const line of (await readGit(folder, ['for-each-ref', format, 'refs/heads/', 'refs/tags/'])).split(
    '\n',
  )) {
    const [type = '', id = '', name = ''] = line.split(' ');
    // An annotated tag may name another tag: git follows it to the end.
    const commit = type === 'tag' ? await readCommitOf(folder, name) : type === 'commit' ? id : undefined;
    if (name !== '') refs.set(name, { object: id, commit });
  }
  return refs;
}

/** The commit that a ref names. */
export async function readCommitOf(folder: string, ref: string): Promise<string | undefined> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  const { code, stdout } = await runGit({ folder, args, expectedCodes: [1, 128] });
  return code === 0 ? new TextDecoder().decode(stdout).trim() : undefined;
}
