/** One entry of a tree, by mode as Git writes it. */
export interface RepoEntry {
  readonly path: string;
  /** 100644 and 100755 are files; 120000 is a symbolic link, 160000 a submodule: both are refused. */
  readonly mode: string;
  /** In bytes, where known. */
  readonly size?: number;
}

/** A tree to validate: a folder, a Git commit, a pull request's head. Adapters never follow links. */
export interface RepoReader {
  /** All entries below `prefix` (the empty string: all), in code point order of path. */
  list(prefix: string): Promise<readonly RepoEntry[]>;
  /** As {@link list}, one entry at a time: for trees that need not fit into memory. */
  walk?(prefix: string): AsyncIterable<RepoEntry>;
  /** The bytes of a file, or undefined where there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The size of a file in bytes, where it is known without reading it. */
  size?(path: string): Promise<number | undefined>;
}

/** The entries below `prefix` one at a time, in the order of the tree. */
export async function* walkTree(reader: RepoReader, prefix: string): AsyncGenerator<RepoEntry> {
  yield* reader.walk?.(prefix) ?? (await reader.list(prefix));
}
