import { readImportGraph } from './import-graph.ts';
import { listChangedFiles } from './list-changed-files.ts';
import { reachedBy } from './reached-by.ts';
import { isBelow, listTestFiles, type TestFile } from './test-file.ts';

export interface TestChoice {
  /** Root of the checkout. */
  readonly root: string;
  readonly paths: readonly string[];
  readonly since?: string;
}

/** The test files to run: those below the paths that a change since a commit can reach, the nearest first where that is asked for. */
export async function chooseTests({ root, paths, since }: TestChoice): Promise<readonly TestFile[]> {
  const files = (await listTestFiles(root)).filter((file) => isBelow(file, paths));
  if (since === undefined) return files;
  const reached = reachedBy(readImportGraph(root), await listChangedFiles(root, since));
  const distanceOf = ({ source }: TestFile) => reached.get(source) ?? Number.POSITIVE_INFINITY;
  return files
    .filter(({ source }) => reached.has(source))
    .sort((a, b) => (distanceOf(a) < distanceOf(b) ? -1 : distanceOf(a) > distanceOf(b) ? 1 : 0));
}
