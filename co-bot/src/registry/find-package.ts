import type { PackageSource } from '@colo/schemas/documents/desired-state';
import { ColoError } from '@colo/schemas/errors';
import { readPackage } from '@colo/schemas/margo/package';
import { suggestWord } from '@colo/schemas/text';
import type { RepoReader } from '@colo/schemas/tree';
import type { GitStore } from '../ports/git-store.ts';
import { type LoadedPackage, loadPackage } from './load-package.ts';
import { formatTag, isPrerelease, listVersions } from './tag-names.ts';

/** A version of an application, pinned. */
interface FoundPackage extends LoadedPackage {
  readonly source: PackageSource;
}

const PACKAGE_FILE = /^(?<folder>apps\/.+)\/margo\.yaml$/u;

/** Folders below `apps/` that hold a `margo.yaml`. */
async function listPackageFolders(reader: RepoReader): Promise<readonly string[]> {
  const folders: string[] = [];
  for (const entry of await reader.list('apps')) {
    const folder = PACKAGE_FILE.exec(entry.path)?.groups?.['folder'];
    if (folder !== undefined) folders.push(folder);
  }
  return folders;
}

/** The folder whose margo.yaml has this id; folders that cannot be read are passed over. */
async function findPackageFolder(reader: RepoReader, application: string): Promise<string | undefined> {
  for (const folder of await listPackageFolders(reader)) {
    if ((await readPackageName(reader, folder))?.id === application) return folder;
  }
  return undefined;
}

/** Id and version of the package in a folder; undefined where its margo.yaml cannot be read. */
export async function readPackageName(
  reader: RepoReader,
  folder: string,
): Promise<{ readonly id: string; readonly version: string } | undefined> {
  const file = `${folder}/margo.yaml`;
  const bytes = await reader.read(file);
  if (bytes === undefined) return undefined;
  const read = readPackage(new TextDecoder().decode(bytes), { file });
  return read.ok ? { id: read.value.id, version: read.value.version } : undefined;
}

/**
 * Finds a published version by its tag and loads it at the tag's commit.
 *
 * @param version absent: the highest release, or the highest version where there is no release
 * @throws ColoError CO_REQUEST_REFUSED when there is no such version
 */
export async function findPackage(
  registry: { readonly name: string; readonly git: GitStore },
  application: string,
  version: string | undefined,
): Promise<FoundPackage> {
  const tags = await registry.git.listTags('');
  const versions = listVersions(application, tags);
  const wanted = version ?? versions.find((each) => !isPrerelease(each)) ?? versions[0];
  if (wanted === undefined) throw noApplication(registry.name, application, tags);
  const commit = await registry.git.readTag(formatTag(application, wanted));
  if (commit === undefined) throw noVersion(registry.name, application, wanted, versions);
  const tree = registry.git.openTree(commit);
  try {
    const folder = await findPackageFolder(tree, application);
    if (folder === undefined) throw noApplication(registry.name, application, tags);
    const loaded = await loadPackage(tree, folder);
    if (loaded.package.version !== wanted) {
      throw new ColoError(
        'CO_REQUEST_REFUSED',
        `The tag ${formatTag(application, wanted)} in ${registry.name} points at version ${loaded.package.version}.`,
      );
    }
    return { ...loaded, source: { repository: registry.name, path: folder, commit, digest: loaded.digest } };
  } finally {
    await tree.close();
  }
}

function noApplication(registry: string, application: string, tags: readonly string[]): ColoError {
  const known = [...new Set(tags.map((tag) => tag.slice(0, tag.lastIndexOf('@'))))].filter((id) => id !== '');
  const suggestion = suggestWord(application, known);
  const hint = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;
  return new ColoError(
    'CO_REQUEST_REFUSED',
    `${registry} has published no version of ${application}.${hint}`,
    {
      fix: 'Publish it with `co add app DIR`, or correct the name.',
    },
  );
}

function noVersion(
  registry: string,
  application: string,
  version: string,
  versions: readonly string[],
): ColoError {
  const some = versions.slice(0, 5).join(', ');
  const has = some === '' ? 'none' : some;
  return new ColoError(
    'CO_REQUEST_REFUSED',
    `${registry} has not published ${application} ${version}; its newest versions: ${has}.`,
  );
}
