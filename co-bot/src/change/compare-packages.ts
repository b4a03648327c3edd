import type { DesiredState } from '@colo/schemas/documents/desired-state';
import type { PackageContent } from '@colo/schemas/margo/content';
import type { PackageDiff } from './rendered-change.ts';

/** A package as some desired state names it. */
export interface PackageRef {
  readonly application: string;
  readonly version: string;
  readonly digest: string;
}

/** Packages that a desired state names, once each. */
export function listPackageRefs(desired: DesiredState | undefined): readonly PackageRef[] {
  const refs = new Map<string, PackageRef>();
  for (const { applicationId, version, source } of desired?.spec.deployments ?? []) {
    refs.set(`${applicationId} ${source.digest}`, {
      application: applicationId,
      version,
      digest: source.digest,
    });
  }
  return [...refs.values()];
}

/** How the files of one package differ from another's. */
export function comparePackages(
  from: { readonly ref: PackageRef; readonly content: PackageContent | undefined } | undefined,
  to: { readonly ref: PackageRef; readonly content: PackageContent },
): PackageDiff {
  const old = new Map((from?.content?.files ?? []).map((file) => [file.path, file]));
  const now = new Map(to.content.files.map((file) => [file.path, file]));
  return {
    application: to.ref.application,
    ...(from === undefined ? {} : { from: { version: from.ref.version, digest: from.ref.digest } }),
    to: { version: to.ref.version, digest: to.ref.digest },
    added: [...now.keys()].filter((path) => !old.has(path)),
    removed: [...old.keys()].filter((path) => !now.has(path)),
    changed: [...now.values()]
      .filter(({ path, sha256, mode }) => {
        const before = old.get(path);
        return before !== undefined && (before.sha256 !== sha256 || before.mode !== mode);
      })
      .map(({ path }) => path),
  };
}
