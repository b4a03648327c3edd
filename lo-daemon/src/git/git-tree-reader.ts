import { ColoError } from '@colo/schemas/errors';
import type { RepoEntry, RepoReader } from '@colo/schemas/tree';
import type { CatFile } from './cat-file.ts';
import type { TreeEntry } from './parse-tree.ts';

/** Largest file that LO takes from Git; a package as a whole has its own bound. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

export interface GitTreeReaderOptions {
  readonly entries: readonly TreeEntry[];
  readonly catFile: CatFile;
  /** Sees the bytes of every file that is read. */
  onRead?(path: string, bytes: Uint8Array): Promise<void>;
}

/** Reads listed files of a commit by object id and mode: no checkout, no link is ever followed. */
export class GitTreeReader implements RepoReader {
  readonly #options: GitTreeReaderOptions;

  constructor(options: GitTreeReaderOptions) {
    this.#options = options;
  }

  list(prefix: string): Promise<readonly RepoEntry[]> {
    const below = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
    const entries = this.#options.entries
      .filter(({ path }) => path.startsWith(below))
      .map(({ path, mode }) => ({ path, mode }));
    return Promise.resolve(entries);
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    const [entry, second] = this.#options.entries.filter((candidate) => candidate.path === path);
    if (entry === undefined) return undefined;
    const place = { file: path };
    // Git can hold a name twice, and readers differ in which of the two they take.
    if (second !== undefined)
      throw new ColoError('GIT_ENTRY_REFUSED', `${path} is in the tree twice.`, { place });
    if (entry.mode !== '100644' && entry.mode !== '100755')
      throw new ColoError('GIT_ENTRY_REFUSED', `${path} has mode ${entry.mode}.`, { place });
    const bytes = await this.#options.catFile.read(entry.id, MAX_FILE_BYTES, place);
    await this.#options.onRead?.(path, bytes);
    return bytes;
  }
}
