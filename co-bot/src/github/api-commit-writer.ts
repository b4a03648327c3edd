import { ColoError, isColoError } from '@colo/schemas/errors';
import type { CommitRequest, CommitResult, CommitWriter, FileChange } from '../ports/commit-writer.ts';
import { callGitHub } from './call-github.ts';
import type { Access } from './client.ts';

interface TreeEntry {
  readonly path: string;
  readonly mode: '100644' | '100755';
  readonly type: 'blob';
  readonly content?: string;
  readonly sha?: string | null;
}

// GitHub creates the commit as the App's own bot when author and committer are left out, and then signs it.
const ONCE = { retries: 0 };

/**
 * Writes small commits through the Git Data API. A new branch is created, which fails when it exists; an existing one
 * moves by fast-forward only (`force: false`), which fails when somebody else moved it: both are compare-and-swaps.
 * Replacing a branch is not for this writer.
 */
export function createApiCommitWriter({ client, at }: Access): CommitWriter {
  const { git } = client.rest;

  async function toEntry(change: FileChange): Promise<TreeEntry> {
    const { path, mode, content } = change;
    if (content === undefined) return { path, mode, type: 'blob', sha: null };
    const text = decodeText(content);
    if (text !== undefined) return { path, mode, type: 'blob', content: text };
    const blob = { ...at, content: Buffer.from(content).toString('base64'), encoding: 'base64' };
    const { data } = await callGitHub('store a file', () => git.createBlob(blob));
    return { path, mode, type: 'blob', sha: data.sha };
  }

  async function createCommit(request: CommitRequest): Promise<string> {
    const tree: TreeEntry[] = [];
    for (const change of request.changes) tree.push(await toEntry(change));
    const parent = request.parent;
    let base: { base_tree?: string } = {};
    if (parent !== undefined) {
      const { data } = await callGitHub('read a commit', () => git.getCommit({ ...at, commit_sha: parent }));
      base = { base_tree: data.tree.sha };
    }
    const created = await callGitHub('store a tree', () => git.createTree({ ...at, ...base, tree }));
    const parents = parent === undefined ? [] : [parent];
    const commit = { ...at, message: request.message, tree: created.data.sha, parents };
    return (await callGitHub('store a commit', () => git.createCommit(commit))).data.sha;
  }

  async function moveBranch(request: CommitRequest, commit: string): Promise<void> {
    const { branch, expected } = request;
    if (expected === undefined) {
      const ref = { ...at, ref: `refs/heads/${branch}`, sha: commit, request: ONCE };
      await callGitHub('create a branch', () => git.createRef(ref));
    } else {
      const ref = { ...at, ref: `heads/${branch}`, sha: commit, force: false, request: ONCE };
      await callGitHub('move a branch', () => git.updateRef(ref));
    }
  }

  return {
    async writeCommit(request): Promise<CommitResult> {
      if (request.expected !== undefined && request.expected !== request.parent) {
        throw new ColoError('INTERNAL', 'The API writer cannot replace a branch by compare-and-swap.');
      }
      const commit = await createCommit(request);
      try {
        await moveBranch(request, commit);
      } catch (error) {
        if (isColoError(error) && LOST.has(error.code)) return { kind: 'moved' };
        throw error;
      }
      return { kind: 'written', commit };
    },
  };
}

const LOST: ReadonlySet<string> = new Set(['GITHUB_ALREADY_EXISTS', 'GITHUB_REFUSED', 'GITHUB_CONFLICT']);

function decodeText(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
