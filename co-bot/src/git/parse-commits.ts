import type { CommitInfo } from '../ports/git-store.ts';

/** Format for `git log`/`git rev-list` that {@link parseCommits} reads; fields and records end with NUL. */
export const commitFormat = '%H%x00%P%x00%ae%x00%ce%x00%B%x00';

/** Reads what git printed with {@link commitFormat}. */
export function parseCommits(output: Uint8Array): readonly CommitInfo[] {
  const fields = new TextDecoder().decode(output).split('\0');
  const commits: CommitInfo[] = [];
  for (let index = 0; index + 4 < fields.length; index += 5) {
    const [id = '', parents = '', authorEmail = '', committerEmail = '', message = ''] = fields.slice(
      index,
      index + 5,
    );
    commits.push({
      id: id.trim(),
      parents: parents.split(' ').filter((parent) => parent !== ''),
      authorEmail,
      committerEmail,
      message,
    });
  }
  return commits;
}
