import { diagnosticsToError } from '@colo/schemas/diagnostics';
import { digestPackage } from '@colo/schemas/digests';
import type { DesiredState } from '@colo/schemas/documents/desired-state';
import { ColoError } from '@colo/schemas/errors';
import { loadPackageContent, type PackageContent } from '@colo/schemas/margo/content';
import type { BlobStore } from '../store/blob-store.ts';
import type { PackageStore } from '../store/package-store.ts';
import { CatFile } from './cat-file.ts';
import type { GitRepository } from './git-repository.ts';
import { GitTreeReader } from './git-tree-reader.ts';
import type { TreeEntry } from './parse-tree.ts';
import { digestOfFolder, listArchives, listPackageFolders } from './site-paths.ts';

export interface PackageLoading {
  readonly repository: GitRepository;
  readonly blobs: BlobStore;
  readonly packages: PackageStore;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Takes the packages that a desired state refers to into LO's store: one request for all bytes that are missing, then
 * every file by object id and mode, and the digest of the whole against the folder's name.
 *
 * @returns packages by digest
 * @throws ColoError GIT_PACKAGE_MISSING, GIT_PACKAGE_DIGEST_MISMATCH, or what a package's content is refused for
 */
export async function loadPackages(
  loading: PackageLoading,
  commit: string,
  desired: DesiredState,
): Promise<ReadonlyMap<string, PackageContent>> {
  const folders = listPackageFolders(desired);
  if (folders.length === 0) return new Map();
  const { repository } = loading;
  const trees = await listPackageTrees(repository, commit, folders);
  await repository.fetchObjects(await repository.listMissing([...trees.values()]), loading.signal);
  const packages = new Map<string, PackageContent>();
  const catFile = new CatFile(repository.gitDir);
  try {
    for (const folder of folders) {
      const entries = await repository.listFiles(commit, folder);
      const content = await loadPackage(loading, folder, entries, catFile, listArchives(desired, folder));
      packages.set(digestOfFolder(folder), content);
    }
  } finally {
    await catFile.close();
  }
  return packages;
}

async function listPackageTrees(
  repository: GitRepository,
  commit: string,
  folders: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const entries = await repository.listPaths(commit, folders);
  const trees = new Map(entries.filter(({ type }) => type === 'tree').map(({ path, id }) => [path, id]));
  for (const folder of folders)
    if (!trees.has(folder))
      throw new ColoError('GIT_PACKAGE_MISSING', `There is no ${folder} in commit ${commit.slice(0, 12)}.`, {
        place: { file: folder, commit },
      });
  return trees;
}

async function loadPackage(
  { blobs, packages }: PackageLoading,
  folder: string,
  entries: readonly TreeEntry[],
  catFile: CatFile,
  archives: ReadonlySet<string>,
): Promise<PackageContent> {
  const reader = new GitTreeReader({
    entries,
    catFile,
    onRead: async (_path, bytes) => {
      await blobs.put(bytes);
    },
  });
  const loaded = await loadPackageContent(reader, folder, { archives });
  if (!loaded.ok) throw diagnosticsToError(loaded.diagnostics);
  const content = loaded.value;
  const digest = digestPackage(content.files);
  if (digest !== digestOfFolder(folder))
    throw new ColoError('GIT_PACKAGE_DIGEST_MISMATCH', `The files in ${folder} have the digest ${digest}.`, {
      place: { file: folder },
    });
  for (const path of archives) {
    const opened = content.readArchive?.(path);
    if (opened?.ok === false) throw diagnosticsToError(opened.diagnostics);
  }
  await packages.put(digest, content.files);
  return content;
}
