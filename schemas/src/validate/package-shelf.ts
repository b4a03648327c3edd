import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';
import type { AppPackage } from '../margo/app-package.ts';
import { type LoadPackageOptions, loadPackage } from './load-package.ts';
import { parsePackageFolder } from './package-folder.ts';
import type { RepoReader } from './repo-reader.ts';

/** A package of the infra repo, checked. */
export interface ShelvedPackage {
  readonly isThere: boolean;
  /** Undefined where the package is missing or faulty. */
  readonly app: AppPackage | undefined;
}

/** The packages of an infra repo: each is read and checked once, however many sites name it. */
export class PackageShelf {
  readonly #reader: RepoReader;
  readonly #folders: ReadonlySet<string>;
  readonly #options: LoadPackageOptions;
  readonly #checked = new Map<string, ShelvedPackage>();
  readonly #diagnostics: Diagnostic[] = [];
  #applications: ReadonlySet<string | undefined> | undefined;
  #byDigest: ReadonlyMap<string, readonly string[]> | undefined;

  /**
   * @param folders every package folder of the tree
   * @param options.policy what the fleet lets packages ask for; undefined where its policy cannot be read
   */
  constructor(reader: RepoReader, folders: ReadonlySet<string>, options: LoadPackageOptions = {}) {
    this.#reader = reader;
    this.#folders = folders;
    this.#options = options;
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  /** The applications that have a package of this digest, which is one in a sound tree. */
  listApplications(digest: string): readonly string[] {
    this.#byDigest ??= groupByDigest(this.#folders);
    return this.#byDigest.get(digest) ?? [];
  }

  /** True where any version of the application is in the tree. */
  hasApplication(id: string): boolean {
    this.#applications ??= new Set([...this.#folders].map((each) => parsePackageFolder(each)?.applicationId));
    return this.#applications.has(id);
  }

  async get(folder: string): Promise<ShelvedPackage> {
    const known = this.#checked.get(folder);
    if (known !== undefined) return known;
    const shelved = this.#folders.has(folder)
      ? await this.#check(folder)
      : { isThere: false, app: undefined };
    this.#checked.set(folder, shelved);
    return shelved;
  }

  async #check(folder: string): Promise<ShelvedPackage> {
    const named = parsePackageFolder(folder);
    const { app, digest, diagnostics } = await loadPackage(this.#reader, folder, this.#options);
    if (digest !== undefined && named !== undefined && digest !== named.digest) {
      const message = `the files in ${folder} have the digest ${digest}: they were changed after they were published`;
      this.#diagnostics.push(makeDiagnostic('TREE_PACKAGE_EDITED', message, startOf(folder)));
      return { isThere: true, app: undefined };
    }
    this.#diagnostics.push(...diagnostics);
    if (app !== undefined && named !== undefined && app.id !== named.applicationId) {
      const message = `the package in ${folder} is of application ${app.id}`;
      this.#diagnostics.push(
        makeDiagnostic('DESIRED_PACKAGE_DISAGREES', message, startOf(`${folder}/margo.yaml`)),
      );
      return { isThere: true, app: undefined };
    }
    return { isThere: true, app };
  }
}

function groupByDigest(folders: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const folder of folders) {
    const named = parsePackageFolder(folder);
    if (named === undefined) continue;
    groups.set(named.digest, [...(groups.get(named.digest) ?? []), named.applicationId]);
  }
  return groups;
}
