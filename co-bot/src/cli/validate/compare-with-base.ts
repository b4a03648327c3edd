import {
  checkImmutables,
  type Diagnostic,
  digestPackage,
  loadPackage,
  loadPackageContent,
  makeDiagnostic,
  parseYaml,
  type RepoReader,
  readPackage,
} from '@colo/schemas';
import { compareVersions } from '../../registry/tag-names.ts';
import { listLocalTags } from '../git/list-tags.ts';
import { type GitContext, runGit } from '../git/run-git.ts';
import { createGitReader } from '../reader/git-reader.ts';
import type { Tree } from '../reader/tree.ts';

/**
 * What the changed packages of a tree change that they may not, against what they were at `base`: parameters that were
 * immutable, and files under an unchanged version. Packages that cannot be read are judged elsewhere.
 *
 * @param reader the tree as it is now; paths start at the folder of `context`
 * @param changed paths that differ from `base`
 */
export async function compareWithBase(
  context: GitContext,
  base: string,
  reader: RepoReader,
  changed: readonly string[],
): Promise<readonly Diagnostic[]> {
  const folders = await listPackageFolders(reader, changed);
  if (folders.length === 0) return [];
  const prefix = await runGit(context, ['rev-parse', '--show-prefix']);
  const before = createGitReader(context, base);
  const found: Diagnostic[] = [];
  for (const folder of folders)
    found.push(...(await comparePackage(context, before, prefix, reader, folder)));
  return found;
}

async function listPackageFolders(
  reader: RepoReader,
  changed: readonly string[],
): Promise<readonly string[]> {
  const folders = (await reader.list(''))
    .map(({ path }) => /^(?:(?<folder>.+)\/)?margo\.yaml$/.exec(path))
    .flatMap((match) => (match === null ? [] : [match.groups?.['folder'] ?? '']));
  return folders.filter((folder) => changed.some((path) => folder === '' || path.startsWith(`${folder}/`)));
}

async function comparePackage(
  context: GitContext,
  before: Tree,
  prefix: string,
  reader: RepoReader,
  folder: string,
): Promise<readonly Diagnostic[]> {
  const file = folder === '' ? 'margo.yaml' : `${folder}/margo.yaml`;
  const earlier = await readText(before, `${prefix}${file}`);
  const text = await readText(reader, file);
  if (earlier === undefined || text === undefined) return [];
  const old = readPackage(earlier, { file });
  const now = readPackage(text, { file });
  if (!old.ok || !now.ok || old.value.id !== now.value.id) return [];
  const order = compareVersions(now.value.version, old.value.version);
  if (order > 0) return checkImmutables(text, now.value, old.value, { file });
  if (order < 0) return [];
  const content = await loadPackageContent(before, `${prefix}${folder}`.replace(/\/$/, ''));
  const { digest } = await loadPackage(reader, folder);
  if (!content.ok || digest === undefined || digest === digestPackage(content.value.files)) return [];
  return await describeSameVersion(context, now.value, text, file);
}

/** Where the version has its tag here, it is published; where it has none, that may only not be known here. */
async function describeSameVersion(
  context: GitContext,
  { id, version }: { readonly id: string; readonly version: string },
  text: string,
  file: string,
): Promise<readonly Diagnostic[]> {
  const parsed = parseYaml(text, { file });
  if (!parsed.ok) return [];
  const isPublished = (await listLocalTags(context)).some(
    (tag) => tag.application === id && tag.version === version,
  );
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
