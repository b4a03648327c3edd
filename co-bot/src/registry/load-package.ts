import { type Diagnostic, diagnosticsToError } from '@colo/schemas/diagnostics';
import { digestPackage } from '@colo/schemas/digests';
import type { PackageSource } from '@colo/schemas/documents/desired-state';
import type { PackagePolicy } from '@colo/schemas/documents/fleet-policy';
import { ColoError } from '@colo/schemas/errors';
import { loadPackageContent, type PackageContent } from '@colo/schemas/margo/content';
import { type AppPackage, readPackage } from '@colo/schemas/margo/package';
import type { RepoReader } from '@colo/schemas/tree';
import { checkPackageContent } from '@colo/schemas/validate/package';

/** A package as it is in a registry at one commit. */
export interface LoadedPackage {
  readonly package: AppPackage;
  readonly content: PackageContent;
  /** `sha256:…` */
  readonly digest: string;
  readonly warnings: readonly Diagnostic[];
}

/**
 * Loads and checks the package in a folder of a registry.
 *
 * @param folder for example `apps/hello-world`
 * @param policy what the fleet that it is for lets packages ask for; absent: it is for none yet
 * @throws ColoError with the code of the first fault, when the package must not be used
 */
export async function loadPackage(
  reader: RepoReader,
  folder: string,
  policy?: PackagePolicy,
): Promise<LoadedPackage> {
  const loaded = await loadPackageContent(reader, folder);
  if (!loaded.ok) throw diagnosticsToError(loaded.diagnostics);
  const content = loaded.value;
  const file = `${folder}/margo.yaml`;
  const text = content.readText('margo.yaml');
  if (text === undefined) {
    throw new ColoError('CO_REQUEST_REFUSED', `There is no margo.yaml in ${folder}.`, { place: { file } });
  }
  const read = readPackage(text, { file });
  if (!read.ok) throw diagnosticsToError(read.diagnostics);
  const found = checkPackageContent(read.value, content, {
    file,
    ...(policy === undefined ? {} : { policy }),
  });
  const errors = found.filter((diagnostic) => diagnostic.severity === 'error');
  if (errors.length > 0) throw diagnosticsToError(errors);
  return {
    package: read.value,
    content,
    digest: digestPackage(content.files),
    warnings: [...read.warnings, ...found],
  };
}

/**
 * Loads a package that was pinned before, and makes sure that it is the same to the byte.
 *
 * @throws ColoError CO_PACKAGE_LOST when it is not
 */
export async function loadPinnedPackage(
  reader: RepoReader,
  source: PackageSource,
  policy: PackagePolicy,
): Promise<LoadedPackage> {
  const loaded = await loadPackage(reader, source.path, policy);
  if (loaded.digest === source.digest) return loaded;
  throw new ColoError('CO_PACKAGE_LOST', `${source.path} in ${source.repository} is not what was pinned.`, {
    data: { expected: source.digest, found: loaded.digest },
  });
}
