import type { Hunk } from '../ports/git-store.ts';

const HEADER = /^@@ -(?<a>[0-9]+)(?:,(?<b>[0-9]+))? \+(?<c>[0-9]+)(?:,(?<d>[0-9]+))? @@/gmu;

/** The hunks of one file's diff, as git prints it. A line of the file never begins with `@@`: the diff puts a sign before it. */
export function parseHunks(diff: string): readonly Hunk[] {
  return [...diff.matchAll(HEADER)].map(({ groups }) => {
    const { a, b = '1', c, d = '1' } = groups ?? {};
    return {
      before: { start: Number(a), count: Number(b) },
      after: { start: Number(c), count: Number(d) },
    };
  });
}
