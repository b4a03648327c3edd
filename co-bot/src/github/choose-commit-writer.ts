import type { CommitRequest, CommitWriter } from '../ports/commit-writer.ts';
import { MAX_TREE_BYTES, MAX_TREE_ENTRIES } from './github-limits.ts';

interface WriterChoice {
  readonly api: CommitWriter;
  readonly push: CommitWriter;
  /** Commits with more files than this are pushed. */
  readonly pushAboveFiles: number;
}

/**
 * One writer out of two: the API where it is able (its commits are signed by GitHub), and one pack by git for large
 * commits and for a branch that is replaced.
 */
export function chooseCommitWriter({ api, push, pushAboveFiles }: WriterChoice): CommitWriter {
  const most = Math.min(pushAboveFiles, MAX_TREE_ENTRIES);
  return {
    writeCommit(request) {
      const small = request.changes.length <= most && countBytes(request) <= MAX_TREE_BYTES;
      const adds = request.expected === undefined || request.expected === request.parent;
      const removes = request.changes.every((change) => change.content === undefined);
      // An API tree cannot be empty, and an orphan of nothing has no use.
      return small && adds && !(removes && request.parent === undefined)
        ? api.writeCommit(request)
        : push.writeCommit(request);
    },
  };
}

function countBytes(request: CommitRequest): number {
  let bytes = 0;
  for (const change of request.changes) bytes += change.content?.length ?? 0;
  return bytes;
}
