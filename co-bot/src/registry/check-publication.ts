import { type Diagnostic, makeDiagnostic, startOf } from '@colo/schemas/diagnostics';
import { digestPackage } from '@colo/schemas/digests';
import { parseYaml } from '@colo/schemas/documents/yaml';
import type { ErrorCode } from '@colo/schemas/errors';
import { loadPackageContent } from '@colo/schemas/margo/content';
import type { RepoReader } from '@colo/schemas/tree';
import type { RegistryPackage } from '@colo/schemas/validate/registry';
import { checkEarlierVersion } from './check-earlier-version.ts';
import { readPackageName } from './find-package.ts';
import type { PublishedVersions } from './published-versions.ts';
import { formatTag, isTaggable, listVersions } from './tag-names.ts';

/** What stands in the way of publishing a package, and whether it is published already. */
export interface Publication {
  readonly tag: string;
  /** The commit that the tag names; undefined where there is no tag yet. */
  readonly commit: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compares a valid package with what its registry has published: a published version is immutable, an id belongs to the
 * folder that first published it, and a new version keeps what the one below calls immutable.
 *
 * @param tree the tree that holds the package
 * @param head the commit of that tree, where it is one: a tag that names it is that of this very package
 */
export async function checkPublication(
  git: PublishedVersions,
  tree: RepoReader,
  found: RegistryPackage,
  head?: string,
): Promise<Publication> {
  const { id, version } = found.package;
  const tag = formatTag(id, version);
  const commit = await git.readTag(tag);
  const refuse = async (code: ErrorCode, key: 'id' | 'version', message: string): Promise<Publication> => {
    const diagnostics = [await describe(tree, found, code, key, message)];
    return { tag, commit, diagnostics };
  };
  if (!isTaggable(version)) {
    return refuse('MARGO_VERSION_UNUSABLE', 'version', `the version ${version} of ${id} cannot be a tag`);
  }
  const owner = await findOwner(git, found);
  if (owner !== undefined && owner !== found.path) {
    return refuse('TREE_PACKAGE_DUPLICATE', 'id', `${id} belongs to ${owner}, not to ${found.path}`);
  }
  if (commit === undefined) {
    return {
      tag,
      commit,
      diagnostics: await checkEarlierVersion(git, tree, found.package, found.path),
    };
  }
  if (commit === head || (await readDigest(git, commit, found.path)) === found.digest) {
    return { tag, commit, diagnostics: [] };
  }
  return refuse('MARGO_VERSION_PUBLISHED', 'version', `${id} ${version} is published with other content`);
}

/** The folder that published an id: that of its versions, which are all the same by this very rule. */
async function findOwner(
  git: PublishedVersions,
  { path: expected, package: { id } }: RegistryPackage,
): Promise<string | undefined> {
  const [version] = listVersions(id, await git.listTags(`${id}@`)).slice(-1);
  const commit = version === undefined ? undefined : await git.readTag(formatTag(id, version));
  if (commit === undefined) return undefined;
  const tree = git.openTree(commit);
  try {
    // By far the most common place first, so that large registries are not read for nothing.
    if ((await readPackageName(tree, expected))?.id === id) return expected;
    for (const { path } of await tree.list('apps')) {
      if (!path.endsWith('/margo.yaml')) continue;
      const folder = path.slice(0, -'/margo.yaml'.length);
      if ((await readPackageName(tree, folder))?.id === id) return folder;
    }
    return undefined;
  } finally {
    await tree.close();
  }
}

async function readDigest(
  git: PublishedVersions,
  commit: string,
  folder: string,
): Promise<string | undefined> {
  const tree = git.openTree(commit);
  try {
    const loaded = await loadPackageContent(tree, folder);
    return loaded.ok ? digestPackage(loaded.value.files) : undefined;
  } finally {
    await tree.close();
  }
}

/** A fault at the id or the version in margo.yaml. */
async function describe(
  tree: RepoReader,
  { path }: RegistryPackage,
  code: ErrorCode,
  key: 'id' | 'version',
  message: string,
): Promise<Diagnostic> {
  const file = `${path}/margo.yaml`;
  const bytes = await tree.read(file);
  const parsed = parseYaml(new TextDecoder().decode(bytes), { file });
  if (!parsed.ok) return makeDiagnostic(code, message, startOf(file));
  const { value, locate } = parsed.value;
  // Some dialects have the id at the top.
  const isAtTop = key === 'id' && typeof value === 'object' && value !== null && 'id' in value;
  return makeDiagnostic(code, message, locate(isAtTop ? [key] : ['metadata', key]));
}
