import { type Diagnostic, makeDiagnostic } from '@colo/schemas/diagnostics';
import { compareCodePoints, digestPackage } from '@colo/schemas/digests';
import { parseYaml } from '@colo/schemas/documents/yaml';
import { loadPackageContent } from '@colo/schemas/margo/content';
import { checkImmutables, readPackage } from '@colo/schemas/margo/package';
import type { RepoReader } from '@colo/schemas/tree';
import { loadPackage } from '@colo/schemas/validate/package';
import { checkPublication, type Publication } from '../../registry/check-publication.ts';
import type { PublishedVersions } from '../../registry/published-versions.ts';
import { compareVersions, formatTag } from '../../registry/tag-names.ts';
import { withBlobReader } from '../git/open-blob-reader.ts';
import type { GitContext } from '../git/run-git.ts';
import { createCommitReader } from '../reader/commit-reader.ts';
import { openPublished } from './open-published.ts';
import type { TreeKind } from './validate-tree.ts';

/** A tree and what it is compared with. */
export interface Comparison {
  readonly context: GitContext;
  /** The earlier commit; undefined where there is none, and only what is published counts. */
  readonly base: string | undefined;
  /** Where the paths of the tree start in that commit: the empty string, or a folder with a slash at its end. */
  readonly prefix: string;
  readonly kind: TreeKind;
  /** The tree as it is now. */
  readonly reader: RepoReader;
  /** The commit whose tree it is, where it is one: a tag that names it is that of these very packages. */
  readonly commit?: string;
  /** Paths of the tree that differ from the base. */
  readonly changed: readonly string[];
}

/**
 * What the changed packages of a tree change that they may not: against what the repository's tags publish, as CO does, and
 * against what they were at `base`, parameters that were immutable and files under an unchanged version. Packages that
 * cannot be read are judged elsewhere. Of other commits only these packages are read.
 */
export async function compareWithBase(comparison: Comparison): Promise<readonly Diagnostic[]> {
  const folders = await listPackageFolders(comparison);
  if (folders.length === 0) return [];
  const { context, base, prefix, kind, reader } = comparison;
  return await withBlobReader(context, async (blobs) => {
    const found: Diagnostic[] = [];
    const published = openPublished(context, blobs, prefix);
    const before = base === undefined ? undefined : createCommitReader(context, base, blobs, prefix);
    for (const folder of folders) {
      const said = kind === 'registry' ? await comparePublished(comparison, folder, published) : undefined;
      const more = before === undefined ? [] : await comparePackage(before, reader, folder, published);
      found.push(...mergeFound(said, more));
    }
    return found;
  });
}

/** What stands in the way of publishing a package; undefined where it has faults of its own. */
async function comparePublished(
  { reader, commit }: Comparison,
  folder: string,
  published: PublishedVersions,
): Promise<Publication | undefined> {
  const { diagnostics, app, content, digest } = await loadPackage(reader, folder);
  const isFaulty = diagnostics.some(({ severity }) => severity === 'error');
  if (isFaulty || app === undefined || content === undefined || digest === undefined) return undefined;
  const found = { path: folder, package: app, content, digest };
  return await checkPublication(published, reader, found, commit);
}

/**
 * What is said against published versions, and of the comparison with the base what that does not say: each fault once,
 * and of a published version only whether it is as published.
 */
function mergeFound(said: Publication | undefined, compared: readonly Diagnostic[]): readonly Diagnostic[] {
  if (said === undefined) return compared;
  const { commit, diagnostics } = said;
  const more = compared.filter(
    ({ code, file, pointer }) =>
      !(commit !== undefined && code === 'MARGO_VERSION_PUBLISHED') &&
      !diagnostics.some((each) => each.code === code && each.file === file && each.pointer === pointer),
  );
  return [...diagnostics, ...more];
}

/** The outermost folders with a margo.yaml that changed paths lie in, as far as the tree's packages lie there. */
async function listPackageFolders({ kind, reader, changed }: Comparison): Promise<readonly string[]> {
  if (kind === 'infra' || changed.length === 0) return [];
  if (kind === 'package') return [''];
  const known = new Map<string, boolean>();
  const folders = new Set<string>();
  for (const path of changed) {
    if (!path.startsWith('apps/')) continue;
    for (let end = path.indexOf('/', 'apps/'.length); end >= 0; end = path.indexOf('/', end + 1)) {
      const folder = path.slice(0, end);
      const isPackage = known.get(folder) ?? (await isThere(reader, `${folder}/margo.yaml`));
      known.set(folder, isPackage);
      if (!isPackage) continue;
      folders.add(folder);
      break;
    }
  }
  return [...folders].sort(compareCodePoints);
}

async function isThere(reader: RepoReader, path: string): Promise<boolean> {
  const found = reader.size === undefined ? await reader.read(path) : await reader.size(path);
  return found !== undefined;
}

async function comparePackage(
  before: RepoReader,
  reader: RepoReader,
  folder: string,
  published: PublishedVersions,
): Promise<readonly Diagnostic[]> {
  const file = folder === '' ? 'margo.yaml' : `${folder}/margo.yaml`;
  const earlier = await readText(before, file);
  const text = await readText(reader, file);
  if (earlier === undefined || text === undefined) return [];
  const old = readPackage(earlier, { file });
  const now = readPackage(text, { file });
  if (!old.ok || !now.ok || old.value.id !== now.value.id) return [];
  const order = compareVersions(now.value.version, old.value.version);
  if (order > 0) return checkImmutables(text, now.value, old.value, { file });
  if (order < 0) return [];
  const content = await loadPackageContent(before, folder);
  const { digest } = await loadPackage(reader, folder);
  if (!content.ok || digest === undefined || digest === digestPackage(content.value.files)) return [];
  const tag = await published.readTag(formatTag(now.value.id, now.value.version));
  return describeSameVersion(now.value, text, file, tag !== undefined);
}

/** Where the version has its tag here, it is published; where it has none, that may only not be known here. */
function describeSameVersion(
  { id, version }: { readonly id: string; readonly version: string },
  text: string,
  file: string,
  isPublished: boolean,
): readonly Diagnostic[] {
  const parsed = parseYaml(text, { file });
  if (!parsed.ok) return [];
  const message = isPublished
    ? `version ${version} of ${id} is published with other content`
    : `the files of ${id} changed, but its version is still ${version}`;
  const severity = isPublished ? 'error' : 'warning';
  const spot = parsed.value.locate(['metadata', 'version']);
  return [makeDiagnostic('MARGO_VERSION_PUBLISHED', message, spot, { severity })];
}

async function readText(reader: RepoReader, path: string): Promise<string | undefined> {
  const bytes = await reader.read(path);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}
