import { listChangedPaths } from '../git/list-changes.ts';
import { type BlobReader, withBlobReader } from '../git/open-blob-reader.ts';
import type { GitContext } from '../git/run-git.ts';
import { createCommitReader } from '../reader/commit-reader.ts';
import { detectTreeKind, type TreeReport, validateTree } from '../validate/validate-tree.ts';
import type { CommitToCheck } from './choose-commits.ts';

export interface CheckedCommit extends TreeReport {
  readonly ref: string;
  readonly commit: string;
}

/** Checks commits by object id, in the order given. Nothing is checked out, and nothing of the content is run. */
export async function checkCommits(
  context: GitContext,
  commits: readonly CommitToCheck[],
): Promise<readonly CheckedCommit[]> {
  return await withBlobReader(context, async (blobs) => {
    const checked: CheckedCommit[] = [];
    for (const each of commits) {
      checked.push({ ref: each.ref, commit: each.commit, ...(await checkCommit(context, each, blobs)) });
    }
    return checked;
  });
}

async function checkCommit(
  context: GitContext,
  { commit, since }: CommitToCheck,
  blobs: BlobReader,
): Promise<TreeReport> {
  const reader = createCommitReader(context, commit, blobs);
  const only = since === undefined ? undefined : await listChangedPaths(context, since, commit);
  // What went away counts: an infra repo without its last file is still judged as one.
  const kind = await detectTreeKind(reader, only ?? []);
  if (kind === undefined) return { what: 'nothing of colo', diagnostics: [] };
  const { what, diagnostics } = await validateTree(reader, kind, only);
  if (kind === 'infra') return { what, diagnostics };
  // Without an earlier commit all packages are new, and what is published counts all the same.
  const changed = only ?? (kind === 'registry' ? (await reader.list('apps')).map(({ path }) => path) : []);
  const { compareWithBase } = await import('../validate/compare-with-base.ts');
  const request = { context, base: since, prefix: '', kind, reader, commit, changed };
  return { what, diagnostics: [...diagnostics, ...(await compareWithBase(request))] };
}
