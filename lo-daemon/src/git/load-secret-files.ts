import { isColoError } from '@colo/schemas/errors';
import { AGE_FOLDER, isAgeFileName, MAX_AGE_FILE_BYTES } from '@colo/schemas/names';
import { MAX_AGE_FILES } from '../secrets/secret-limits.ts';
import type { BlobStore } from '../store/blob-store.ts';
import { CatFile } from './cat-file.ts';
import type { GitRepository } from './git-repository.ts';
import type { TreeEntry } from './parse-tree.ts';
import { siteFolder } from './site-paths.ts';

export interface SecretLoading {
  readonly repository: GitRepository;
  readonly blobs: BlobStore;
}

/**
 * Takes a site's encrypted secrets into LO's store, by file name; their blobs must be here already. What is no plain
 * file of a usable name and size is passed over: who needs it waits, and nobody else.
 */
export async function loadSecretFiles(
  { repository, blobs }: SecretLoading,
  commit: string,
  site: string,
): Promise<Readonly<Record<string, string>>> {
  const folder = `${siteFolder(site)}/${AGE_FOLDER}`;
  const entries = await repository.listFiles(commit, folder);
  const usable = entries.filter((entry) => isUsable(entry, folder)).slice(0, MAX_AGE_FILES);
  if (usable.length === 0) return {};
  const files: [string, string][] = [];
  const catFile = new CatFile(repository.gitDir);
  try {
    for (const { path, id } of usable) {
      try {
        const bytes = await catFile.read(id, MAX_AGE_FILE_BYTES, { file: path });
        files.push([path.slice(folder.length + 1), await blobs.put(bytes)]);
      } catch (error) {
        if (!isColoError(error) || error.code !== 'GIT_FILE_TOO_LARGE') throw error;
      }
    }
  } finally {
    await catFile.close();
  }
  return Object.fromEntries(files);
}

function isUsable({ path, mode }: TreeEntry, folder: string): boolean {
  return mode === '100644' && path.startsWith(`${folder}/`) && isAgeFileName(path.slice(folder.length + 1));
}
