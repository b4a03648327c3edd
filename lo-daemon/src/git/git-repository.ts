import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readCredential } from '../config/read-credential.ts';
import { isHttpAddress } from '../config/repository-address.ts';
import type { InfraSettings } from '../config/settings.ts';
import { cleanStaleLocks } from './clean-stale-locks.ts';
import { formatAuthorization } from './format-authorization.ts';
import { parseTree, type TreeEntry } from './parse-tree.ts';
import { type GitCommand, readGit, runGit } from './run-git.ts';

const FETCH_TIMEOUT_MS = 600_000;
/** Every fetch leaves a pack. Beyond this many the repository, which is only a cache, is begun anew. */
const MAX_PACKS = 200;

/** Where fetched branches are kept. They move with every poll; what is adopted is in LO's store. */
const MAIN_REF = 'refs/colo/main';
const EVENTS_REF = 'refs/colo/events';

export interface GitRepositoryOptions {
  readonly folder: string;
  readonly infra: InfraSettings;
}

/**
 * LO's local copy of the infra repo: bare, without file contents until they are asked for, a cache that may be deleted
 * at any time. Reads never fetch; fetches say what they want.
 */
export class GitRepository {
  readonly gitDir: string;
  readonly #infra: InfraSettings;

  constructor(options: GitRepositoryOptions) {
    this.gitDir = options.folder;
    this.#infra = options.infra;
  }

  /** Makes the repository usable: created where there is none, begun anew where it is damaged or too fragmented. */
  async prepare(): Promise<void> {
    if (await this.#isUsable()) {
      await cleanStaleLocks(this.gitDir);
      return;
    }
    await this.discard();
    await mkdir(this.gitDir, { recursive: true, mode: 0o700 });
    // Without the samples of hooks: nothing of ours runs any.
    await runGit({ args: ['init', '--quiet', '--bare', '--template=', '--', this.gitDir] });
    // A promisor remote may leave out blobs, and git accepts that they are missing (partial clone).
    const config = [
      ['core.repositoryFormatVersion', '1'],
      ['extensions.partialClone', 'origin'],
      ['remote.origin.url', this.#infra.repository],
      ['remote.origin.promisor', 'true'],
      ['remote.origin.partialCloneFilter', 'blob:none'],
    ] as const;
    for (const [key, value] of config) await this.#run({ args: ['config', key, value] });
  }

  /** Removes what a killed git left locked. Only while no git of ours is at work there. */
  async cleanLocks(): Promise<void> {
    await cleanStaleLocks(this.gitDir).catch((error: unknown) => {
      // No folder, no locks.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    });
  }

  /** True when git finds no fault with the copy. Reads all of it. */
  async isSound(): Promise<boolean> {
    const args = ['fsck', '--no-dangling', '--no-progress'];
    // 1, 2, 4, 8 and their sums name the faults found.
    const acceptCodes = [...Array.from({ length: 15 }, (_, index) => index + 1), 128];
    return (await this.#run({ args, acceptCodes, timeoutMs: FETCH_TIMEOUT_MS })).code === 0;
  }

  /** Fetches a commit and its trees by id where it is not here. */
  async ensureCommit(commit: string, signal?: AbortSignal): Promise<void> {
    if ((await this.resolve(`${commit}^{commit}`)) === undefined) await this.fetchObjects([commit], signal);
  }

  /** Deletes the local copy. */
  async discard(): Promise<void> {
    await rm(this.gitDir, { recursive: true, force: true });
  }

  /** Fetches the branches; only the very first fetch is shallow, so that ancestry is known from then on. */
  async fetchBranches(branches: { readonly events: boolean }, signal?: AbortSignal): Promise<void> {
    const first = (await this.resolve(MAIN_REF)) === undefined;
    await this.#fetch(
      [
        ...(first ? ['--depth=1'] : []),
        '--filter=blob:none',
        'origin',
        `+refs/heads/${this.#infra.branch}:${MAIN_REF}`,
        ...(branches.events ? [`+refs/heads/${this.#infra.eventsBranch}:${EVENTS_REF}`] : []),
      ],
      { signal },
    );
  }

  /** Fetches older history of the main branch: `commits` more, or all of it. */
  async deepen(commits: number | 'all', signal?: AbortSignal): Promise<void> {
    await this.#fetch(
      [
        commits === 'all' ? '--unshallow' : `--deepen=${commits}`,
        '--filter=blob:none',
        'origin',
        `+refs/heads/${this.#infra.branch}:${MAIN_REF}`,
      ],
      { signal },
    );
  }

  /** Fetches objects by id, all in one request. */
  async fetchObjects(ids: readonly string[], signal?: AbortSignal): Promise<void> {
    if (ids.length === 0) return;
    const options = ['--no-write-fetch-head', '--filter=blob:none', '--stdin', 'origin'];
    await this.#fetch(options, { signal, input: `${ids.join('\n')}\n` }, [
      '-c',
      'fetch.negotiationAlgorithm=noop',
    ]);
  }

  /** Full id of a ref or expression; undefined when there is none. */
  async resolve(expression: string): Promise<string | undefined> {
    const args = ['rev-parse', '--quiet', '--verify', '--end-of-options', expression];
    const { code, stdout } = await this.#run({ args, acceptCodes: [1, 128] });
    return code === 0 ? Buffer.from(stdout).toString('utf8').trim() : undefined;
  }

  async resolveMain(): Promise<string | undefined> {
    return this.resolve(`${MAIN_REF}^{commit}`);
  }

  async resolveEvents(): Promise<string | undefined> {
    return this.resolve(`${EVENTS_REF}^{commit}`);
  }

  async isShallow(): Promise<boolean> {
    return (await this.#read({ args: ['rev-parse', '--is-shallow-repository'] })) === 'true';
  }

  /** True when `ancestor` is `commit` or is reached from it in the history that is here. */
  async isAncestor(ancestor: string, commit: string): Promise<boolean> {
    const args = ['merge-base', '--is-ancestor', ancestor, commit];
    return (await this.#run({ args, acceptCodes: [1, 128] })).code === 0;
  }

  /** Entries of a commit's tree at the given paths themselves. */
  async listPaths(commit: string, paths: readonly string[]): Promise<readonly TreeEntry[]> {
    const args = ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', commit, '--', ...paths];
    return parseTree((await this.#run({ args })).stdout);
  }

  /** All files below a path of a commit. */
  async listFiles(commit: string, path: string): Promise<readonly TreeEntry[]> {
    const args = ['--literal-pathspecs', 'ls-tree', '-r', '-z', '--full-tree', commit, '--', `${path}/`];
    return parseTree((await this.#run({ args })).stdout);
  }

  /** First-parent commits after `from` (or all) up to `to` that changed a path, oldest first. */
  async listChanges(from: string | undefined, to: string, path: string): Promise<readonly string[]> {
    const range = from === undefined ? [to] : [to, `^${from}`];
    const args = ['--literal-pathspecs', 'rev-list', '--first-parent', '--reverse', ...range, '--', path];
    const text = await this.#read({ args });
    return text.split('\n').filter((line) => line !== '');
  }

  /** The newest first-parent commit that changed a path. */
  async findLastChange(commit: string, path: string): Promise<string | undefined> {
    const args = ['--literal-pathspecs', 'rev-list', '--first-parent', '-1', commit, '--', path];
    const text = await this.#read({ args });
    return text === '' ? undefined : text;
  }

  /** Parents as far as they are here: none for a root and for the edge of a shallow history. */
  async listParents(commit: string): Promise<readonly string[]> {
    const text = await this.#read({ args: ['rev-list', '--parents', '-1', commit] });
    return text.split(' ').slice(1);
  }

  /** Which of the trees' blobs are not here yet. */
  async listMissing(ids: readonly string[]): Promise<readonly string[]> {
    if (ids.length === 0) return [];
    const args = ['rev-list', '--objects', '--no-object-names', '--missing=print', '--stdin'];
    const text = await this.#read({ args, input: `${ids.join('\n')}\n` });
    return text
      .split('\n')
      .filter((line) => line.startsWith('?'))
      .map((line) => line.slice(1));
  }

  /** True when so many packs have come together that beginning anew is cheaper. */
  async isFragmented(): Promise<boolean> {
    const names = await readdir(join(this.gitDir, 'objects', 'pack')).catch(() => []);
    return names.filter((name) => name.endsWith('.pack')).length > MAX_PACKS;
  }

  async #isUsable(): Promise<boolean> {
    const exists = await stat(join(this.gitDir, 'HEAD')).catch(() => undefined);
    if (exists === undefined || (await this.isFragmented())) return false;
    const { code, stdout } = await this.#run({
      args: ['config', '--get', 'remote.origin.url'],
      acceptCodes: [1, 128],
    });
    if (code !== 0 || Buffer.from(stdout).toString('utf8').trimEnd() !== this.#infra.repository) return false;
    const check = await this.#run({ args: ['rev-parse', '--git-dir'], acceptCodes: [128] });
    return check.code === 0;
  }

  async #fetch(
    args: readonly string[],
    options: Pick<GitCommand, 'signal' | 'input'>,
    before: readonly string[] = [],
  ): Promise<void> {
    await runGit({
      gitDir: this.gitDir,
      args: [
        ...before,
        'fetch',
        '--quiet',
        '--no-tags',
        '--no-auto-maintenance',
        '--no-recurse-submodules',
        ...args,
      ],
      timeoutMs: FETCH_TIMEOUT_MS,
      ...(await this.#authorize()),
      ...options,
    });
  }

  async #authorize(): Promise<Pick<GitCommand, 'authorization'>> {
    const { credential, repository } = this.#infra;
    if (credential === undefined || !isHttpAddress(repository)) return {};
    const header = `Authorization: ${formatAuthorization(await readCredential(credential))}`;
    return { authorization: { url: repository, header } };
  }

  #run(command: GitCommand) {
    return runGit({ gitDir: this.gitDir, offline: true, ...command });
  }

  #read(command: GitCommand): Promise<string> {
    return readGit({ gitDir: this.gitDir, offline: true, ...command });
  }
}
