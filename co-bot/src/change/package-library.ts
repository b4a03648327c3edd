import { diagnosticsToError } from '@colo/schemas/diagnostics';
import { digestPackage } from '@colo/schemas/digests';
import { ColoError } from '@colo/schemas/errors';
import { loadPackageContent, type PackageContent } from '@colo/schemas/margo/content';
import { packageFolder } from '@colo/schemas/tree';
import type { FileChange } from '../ports/commit-writer.ts';
import type { GitStore, TreeReader } from '../ports/git-store.ts';
import type { LoadedPackage } from '../registry/load-package.ts';

interface Entry {
  readonly content: PackageContent;
  /** Files to copy into the change; none where the base has the package. */
  readonly copy: readonly FileChange[];
}

/** Packages by digest, from wherever they can be had. */
export interface PackageLibrary {
  /** Makes a registry's package known. */
  add(
    application: string,
    loaded: LoadedPackage,
    bytesOf: (path: string) => Promise<Uint8Array>,
  ): Promise<void>;
  /**
   * The content of a package.
   *
   * @throws ColoError CO_PACKAGE_LOST when neither the base nor its history has it
   */
  read(application: string, digest: string): Promise<PackageContent>;
  /** What must be copied so that the base has the package. */
  listCopies(application: string, digest: string): readonly FileChange[];
}

/** A library over the packages in an infra repo's `base`, its history, and what is added from registries. */
export function createPackageLibrary(base: TreeReader, baseCommit: string, git: GitStore): PackageLibrary {
  const entries = new Map<string, Entry>();

  async function load(application: string, digest: string): Promise<Entry> {
    const folder = packageFolder(application, digest);
    const here = await loadPackageContent(base, folder);
    if (here.ok && here.value.files.length > 0) return { content: here.value, copy: [] };
    const commit = await git.findLastCommitWith(baseCommit, folder);
    if (commit === undefined) {
      if (!here.ok) throw diagnosticsToError(here.diagnostics);
      throw new ColoError(
        'CO_PACKAGE_LOST',
        `The package ${application} ${digest} is nowhere in the infra repo.`,
      );
    }
    return restore(git.openTree(commit), folder, digest);
  }

  return {
    async add(application, loaded, bytesOf) {
      const folder = packageFolder(application, loaded.digest);
      const here = await loadPackageContent(base, folder);
      const known = here.ok && here.value.files.length > 0;
      const copy: FileChange[] = [];
      for (const { path, mode } of known ? [] : loaded.content.files) {
        copy.push({ path: `${folder}/${path}`, mode, content: await bytesOf(path) });
      }
      entries.set(loaded.digest, { content: loaded.content, copy });
    },
    async read(application, digest) {
      const entry = entries.get(digest) ?? (await load(application, digest));
      entries.set(digest, entry);
      return entry.content;
    },
    listCopies: (_application, digest) => entries.get(digest)?.copy ?? [],
  };
}

/** A package that a revert took away, back from the history by its digest. */
async function restore(tree: TreeReader, folder: string, digest: string): Promise<Entry> {
  try {
    const loaded = await loadPackageContent(tree, folder);
    if (!loaded.ok) throw diagnosticsToError(loaded.diagnostics);
    if (digestPackage(loaded.value.files) !== digest) {
      throw new ColoError('CO_PACKAGE_LOST', `What the history has at ${folder} does not fit its digest.`);
    }
    const copy: FileChange[] = [];
    for (const { path, mode } of loaded.value.files) {
      copy.push({ path: `${folder}/${path}`, mode, content: await tree.read(`${folder}/${path}`) });
    }
    return { content: loaded.value, copy };
  } finally {
    await tree.close();
  }
}
