/** A file of a new commit; `undefined` content deletes it. */
export interface FileChange {
  readonly path: string;
  readonly mode: '100644' | '100755';
  readonly content: Uint8Array | undefined;
}

export interface CommitRequest {
  readonly branch: string;
  /** Commit that the branch must be at; undefined: it must not exist. */
  readonly expected: string | undefined;
  /** Parent of the new commit, whose tree the changes apply to; undefined: an orphan with these files alone. */
  readonly parent: string | undefined;
  readonly changes: readonly FileChange[];
  readonly message: string;
}

export type CommitResult =
  | { readonly kind: 'written'; readonly commit: string }
  /** Somebody else moved the branch: read again. Nothing was changed. */
  | { readonly kind: 'moved' };

/** Writes one commit and moves one branch to it by compare-and-swap. */
export interface CommitWriter {
  writeCommit(request: CommitRequest): Promise<CommitResult>;
}
