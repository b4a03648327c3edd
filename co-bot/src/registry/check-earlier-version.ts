import type { Diagnostic } from '@colo/schemas/diagnostics';
import { type AppPackage, checkImmutables, readPackage } from '@colo/schemas/margo/package';
import type { RepoReader } from '@colo/schemas/tree';
import { findEarlier } from './find-earlier.ts';
import type { PublishedVersions } from './published-versions.ts';
import { formatTag, listVersions } from './tag-names.ts';

/**
 * What a version that is about to be published changes of immutable parameters, against the newest published version
 * below it. Nothing where it is the first, or where that one cannot be read any more.
 *
 * @param tree the tree that holds the new version
 * @param path folder of the package, in both versions: an id belongs to one folder
 */
export async function checkEarlierVersion(
  git: PublishedVersions,
  tree: RepoReader,
  next: AppPackage,
  path: string,
): Promise<readonly Diagnostic[]> {
  const { id, version } = next;
  const published = listVersions(id, await git.listTags(`${id}@`));
  const earlier = findEarlier(version, published);
  const commit = earlier === undefined ? undefined : await git.readTag(formatTag(id, earlier));
  if (commit === undefined) return [];
  const file = `${path}/margo.yaml`;
  const before = git.openTree(commit);
  try {
    const [old, text] = [await readText(before, file), await readText(tree, file)];
    if (old === undefined || text === undefined) return [];
    const read = readPackage(old, { file });
    return read.ok && read.value.id === id ? checkImmutables(text, next, read.value, { file }) : [];
  } finally {
    await before.close();
  }
}

async function readText(reader: RepoReader, path: string): Promise<string | undefined> {
  const bytes = await reader.read(path);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}
