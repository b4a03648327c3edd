import { digestPackage } from '../digests/digest-package.ts';
import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';
import type { PackagePolicy } from '../generated/fleet-policy.ts';
import type { AppPackage } from '../margo/app-package.ts';
import { type ModeOption, modeOf } from '../margo/check/deviations.ts';
import { checkPackageContent } from '../margo/check-package-content.ts';
import type { PackageContent } from '../margo/package-content.ts';
import { readPackage } from '../margo/read-package.ts';
import { decodeText } from './decode-text.ts';
import { loadPackageContent } from './load-package-content.ts';
import type { RepoReader } from './repo-reader.ts';

/** A package in a tree, with everything that is wrong with it. */
export interface LoadedPackage {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined where the files cannot be taken at all. */
  readonly content: PackageContent | undefined;
  /** `sha256:…` of the files that are there. */
  readonly digest: string | undefined;
  /** Undefined where `margo.yaml` is missing or faulty. */
  readonly app: AppPackage | undefined;
}

export interface LoadPackageOptions extends ModeOption {
  /** `spec.packages` of the fleet that the package is for; absent: for none yet. */
  readonly policy?: PackagePolicy | undefined;
}

/** Reads and checks the package in a folder: its files, its `margo.yaml`, and that the two agree. */
export async function loadPackage(
  reader: RepoReader,
  folder: string,
  options: LoadPackageOptions = {},
): Promise<LoadedPackage> {
  const content = await loadPackageContent(reader, folder);
  if (!content.ok) {
    return { diagnostics: content.diagnostics, content: undefined, digest: undefined, app: undefined };
  }
  const found = { content: content.value, digest: digestPackage(content.value.files) };
  const file = folder === '' ? 'margo.yaml' : `${folder}/margo.yaml`;
  const bytes = await reader.read(file);
  if (bytes === undefined) {
    const message = `the package in ${folder === '' ? '.' : folder} has no margo.yaml`;
    return {
      ...found,
      app: undefined,
      diagnostics: [makeDiagnostic('TREE_DOCUMENT_MISSING', message, startOf(file))],
    };
  }
  const text = decodeText(bytes, { file });
  if (!text.ok) return { ...found, app: undefined, diagnostics: text.diagnostics };
  const app = readPackage(text.value, { file, ...modeOf(options) });
  if (!app.ok) return { ...found, app: undefined, diagnostics: app.diagnostics };
  const faults = checkPackageContent(app.value, content.value, {
    file,
    ...(options.policy === undefined ? {} : { policy: options.policy }),
  });
  return { ...found, app: app.value, diagnostics: [...app.warnings, ...faults] };
}
