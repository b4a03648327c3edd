import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';
import type { AppPackage } from '../margo/app-package.ts';
import type { MargoMode } from '../margo/check/deviations.ts';
import type { PackageContent } from '../margo/package-content.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import { checkEntries } from './check-entries.ts';
import { loadPackage } from './load-package.ts';
import type { RepoReader } from './repo-reader.ts';
import { sortDiagnostics } from './sort-diagnostics.ts';

/** A package of a registry that passed every check. */
export interface RegistryPackage {
  /** Folder in the registry, for example `apps/hello-world`. */
  readonly path: string;
  readonly package: AppPackage;
  readonly content: PackageContent;
  /** Package digest, `sha256:…`. */
  readonly digest: string;
}

export interface RegistryValidation {
  readonly diagnostics: readonly Diagnostic[];
  /** Those without an error, by path. */
  readonly packages: readonly RegistryPackage[];
}

export interface ValidateRegistryOptions {
  /** Changed paths, removed ones too: only packages that they lie in are checked. Default: all. */
  readonly only?: readonly string[];
  /** How departures from Margo's text are judged. Default: `standard`. */
  readonly mode?: MargoMode;
}

/**
 * Checks the packages of an app registry (`apps/<anything>/margo.yaml`) and that no application id has two homes. With
 * `only`, other packages' faults are not reported, but their ids are still known.
 */
export async function validateRegistryTree(
  reader: RepoReader,
  options: ValidateRegistryOptions = {},
): Promise<RegistryValidation> {
  const entries = (await reader.list('apps')).filter(({ path }) => path.startsWith('apps/'));
  const folders = new Set(
    entries
      .filter(({ path }) => path.endsWith('/margo.yaml'))
      .map(({ path }) => path.slice(0, -'/margo.yaml'.length)),
  );
  const outer = [...folders].filter((folder) => findOuter(folder, folders) === undefined);
  const { only, mode } = options;
  const diagnostics: Diagnostic[] = [...checkEntries(entries), ...findNested(folders)];
  const packages: RegistryPackage[] = [];
  for (const folder of outer) {
    const loaded = await loadPackage(reader, folder, mode === undefined ? {} : { mode });
    diagnostics.push(...loaded.diagnostics);
    const hasError = loaded.diagnostics.some(({ severity }) => severity === 'error');
    const { app, content, digest } = loaded;
    if (hasError || app === undefined || content === undefined || digest === undefined) continue;
    packages.push({ path: folder, package: app, content, digest });
  }
  diagnostics.push(...findSharedIds(packages));
  const isTouched = (file: string): boolean =>
    only === undefined || only.some((path) => isSamePackage(file, path, outer));
  return {
    diagnostics: sortDiagnostics(diagnostics.filter(({ file }) => isTouched(file))),
    packages: packages.filter(({ path }) => isTouched(`${path}/margo.yaml`)),
  };
}

function isSamePackage(file: string, changed: string, folders: readonly string[]): boolean {
  const folder = folders.find((each) => file === each || file.startsWith(`${each}/`));
  return folder === undefined ? file === changed : changed.startsWith(`${folder}/`);
}

/** The outermost folder that is one and has this one below it. */
function findOuter(folder: string, folders: ReadonlySet<string>): string | undefined {
  for (let end = folder.indexOf('/'); end >= 0; end = folder.indexOf('/', end + 1)) {
    const outer = folder.slice(0, end);
    if (folders.has(outer)) return outer;
  }
  return undefined;
}

function findNested(folders: ReadonlySet<string>): readonly Diagnostic[] {
  return [...folders].flatMap((folder) => {
    const outer = findOuter(folder, folders);
    if (outer === undefined) return [];
    const message = `the package in ${toSafeText(folder, 200)} lies inside the one in ${toSafeText(outer, 200)}`;
    return [makeDiagnostic('TREE_PACKAGE_NESTED', message, startOf(`${toSafeText(folder, 200)}/margo.yaml`))];
  });
}

function findSharedIds(packages: readonly RegistryPackage[]): readonly Diagnostic[] {
  const firsts = new Map<string, string>();
  return packages.flatMap(({ path, package: { id } }) => {
    const first = firsts.get(id);
    if (first === undefined) firsts.set(id, path);
    if (first === undefined) return [];
    const message = `${path} and ${first} both publish the application ${id}`;
    return [makeDiagnostic('TREE_PACKAGE_DUPLICATE', message, startOf(`${path}/margo.yaml`))];
  });
}
