import { listChangedPaths } from '../git/list-changes.ts';
import { withBlobReader } from '../git/open-blob-reader.ts';
import type { GitContext } from '../git/run-git.ts';
import { createCommitReader } from '../reader/commit-reader.ts';
import { compareWithBase } from '../validate/compare-with-base.ts';
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
    for (const { ref, commit, since } of commits) {
      const reader = createCommitReader(context, commit, blobs);
      const only = since === undefined ? undefined : await listChangedPaths(context, since, commit);
      // What went away counts: an infra repo without its last file is still judged as one.
      const kind = await detectTreeKind(reader, only ?? []);
      if (kind === undefined) checked.push({ ref, commit, what: 'nothing of colo', diagnostics: [] });
      else {
        const { what, diagnostics } = await validateTree(reader, kind, only);
        // Without an earlier commit all packages are new, and what is published counts all the same.
        const changed =
          only ?? (kind === 'registry' ? (await reader.list('apps')).map(({ path }) => path) : []);
        const compared = await compareWithBase({
          context,
          base: since,
          prefix: '',
          kind,
          reader,
          commit,
          changed,
        });
        checked.push({ ref, commit, what, diagnostics: [...diagnostics, ...compared] });
      }
    }
    return checked;
  });
}
