import type { RepoReader } from '@colo/schemas/tree';

/** A tree at a commit (or a bare tree id). Close it when done. */
export interface TreeReader extends RepoReader {
  /** Object id of a file, or undefined where there is none. Equal ids are equal content. */
  findId(path: string): Promise<string | undefined>;
  close(): Promise<void>;
}

export interface CommitInfo {
  readonly id: string;
  readonly parents: readonly string[];
  readonly authorEmail: string;
  readonly committerEmail: string;
  readonly message: string;
}

export type MergeResult =
  | { readonly kind: 'clean'; readonly tree: string }
  | { readonly kind: 'conflict'; readonly paths: readonly string[] };

/** One piece of a file's diff: lines count from 1. */
export interface Hunk {
  readonly before: LineRange;
  readonly after: LineRange;
}

interface LineRange {
  /** Of no lines: the line after which they would stand. */
  readonly start: number;
  readonly count: number;
}

/**
 * Read access to one repository's history, from a bare mirror. Content is data: nothing of it runs. Commits are named by
 * their full ids.
 */
export interface GitStore {
  /**
   * Brings branches and tags up to date with the forge.
   *
   * @param since what was read from the forge after this moment is good enough (milliseconds of the monotonic clock)
   */
  update(since?: number): Promise<void>;
  /** Also brings a pull request's head, forks included, unless it is `expected` and there already. */
  fetchPull(number: number, expected: string): Promise<string | undefined>;
  readBranch(branch: string): Promise<string | undefined>;
  /** The commit that a tag names. */
  readTag(tag: string): Promise<string | undefined>;
  listTags(prefix: string): Promise<readonly string[]>;
  /** Full id of a commit that is given in full or in part; undefined when unknown or ambiguous. */
  findCommit(id: string): Promise<string | undefined>;
  readCommit(id: string): Promise<CommitInfo>;
  /** Commits of `to` that are not in `from`, newest first, bounded. */
  listCommits(from: string, to: string): Promise<readonly CommitInfo[]>;
  openTree(id: string): TreeReader;
  isAncestor(ancestor: string, descendant: string): Promise<boolean>;
  mergeBase(one: string, other: string): Promise<string | undefined>;
  /** Three-way merge into a tree object, without a checkout. */
  mergeTrees(base: string, head: string): Promise<MergeResult>;
  /** How one file differs between two commits or trees, with lines of context; no hunks when it does not. */
  readHunks(from: string, to: string, path: string, context: number): Promise<readonly Hunk[]>;
  /** Paths that differ between two commits or trees, below any of `prefixes`; everywhere when there is none. */
  listChangedPaths(from: string, to: string, prefixes: readonly string[]): Promise<readonly string[]>;
  /** First-parent commits of `head`, newest first, that changed one of `paths`; down to and without `until`. */
  listFirstParents(head: string, paths: readonly string[], until?: string): Promise<readonly string[]>;
  /**
   * For every path below `folder` that a first-parent commit of `head` changed: those commits, newest first. One pass over
   * the history, kept for the newest heads.
   */
  readHistory(head: string, folder: string): Promise<ReadonlyMap<string, readonly string[]>>;
  /** The newest commit in the history of `head` that still had a file at or below `path`. */
  findLastCommitWith(head: string, path: string): Promise<string | undefined>;
}
