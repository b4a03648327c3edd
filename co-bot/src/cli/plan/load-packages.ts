import type { DesiredState } from '@colo/schemas/documents/desired-state';
import { ColoError } from '@colo/schemas/errors';
import { loadPackageContent, type PackageContent } from '@colo/schemas/margo/content';
import { packagePath } from '../../change/paths.ts';
import type { Tree } from '../reader/tree.ts';

/**
 * The package files that desired states refer to, by digest. Throws CLI_DOCUMENT_INVALID where one is missing or damaged:
 * without its files nothing can be said about a component.
 */
export async function loadPackages(
  tree: Tree,
  states: readonly DesiredState[],
): Promise<Map<string, PackageContent>> {
  const folders = new Map<string, string>();
  for (const { applicationId, source } of states.flatMap((state) => state.spec.deployments)) {
    folders.set(source.digest, packagePath(applicationId, source.digest));
  }
  const prefixes = [...folders.values()].map((folder) => `${folder}/`);
  await tree.preload((path) => prefixes.some((prefix) => path.startsWith(prefix)));
  const packages = new Map<string, PackageContent>();
  for (const [digest, folder] of folders) {
    const content = await loadPackageContent(tree, folder);
    if (!content.ok) {
      throw new ColoError(
        'CLI_DOCUMENT_INVALID',
        `${folder}: ${content.diagnostics[0]?.message ?? 'not usable'}`,
      );
    }
    if (content.value.files.length > 0) packages.set(digest, content.value);
  }
  return packages;
}
