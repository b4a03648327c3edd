import { randomUUID } from 'node:crypto';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import type { CommitRequest, CommitResult, CommitWriter } from '../ports/commit-writer.ts';
import { authorize, type Remote } from './remote.ts';
import { readGit, runGit } from './run-git.ts';

interface Identity {
  readonly login: string;
  readonly email: string;
}

/**
 * Writes commits by git: all objects go in one pack, and the branch moves only from the commit that was expected
 * (`--force-with-lease`). There is no limit on the number of files.
 */
export function createPushWriter(folder: string, remote: Remote, identity: Identity): CommitWriter {
  return {
    async writeCommit(request) {
      const commit = await importCommit(folder, request, identity);
      return pushCommit(folder, remote, request, commit);
    },
  };
}

/** Builds the commit with `git fast-import`: no index, no checkout. Nothing refers to it afterwards. */
async function importCommit(folder: string, request: CommitRequest, identity: Identity): Promise<string> {
  const ref = `refs/colo/new/${randomUUID()}`;
  const args = ['fast-import', '--quiet', '--done', '--date-format=now'];
  await runGit({ folder, args, input: describeCommit(ref, request, identity) });
  try {
    return await readGit(folder, ['rev-parse', '--verify', ref]);
  } finally {
    await runGit({ folder, args: ['update-ref', '-d', ref] });
  }
}

// Format: git-fast-import(1).
async function* describeCommit(
  ref: string,
  request: CommitRequest,
  identity: Identity,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const message = encoder.encode(request.message);
  yield encoder.encode(
    `commit ${ref}\ncommitter ${identity.login} <${identity.email}> now\ndata ${message.length}\n`,
  );
  yield message;
  yield encoder.encode(request.parent === undefined ? '\n' : `\nfrom ${request.parent}\n`);
  for (const change of request.changes) {
    const path = `"${change.path.replace(/["\\]/gu, (character) => `\\${character}`).replace(/\n/gu, '\\n')}"`;
    if (change.content === undefined) yield encoder.encode(`D ${path}\n`);
    else {
      yield encoder.encode(`M ${change.mode} inline ${path}\ndata ${change.content.length}\n`);
      yield change.content;
      yield encoder.encode('\n');
    }
  }
  yield encoder.encode('done\n');
}

async function pushCommit(
  folder: string,
  remote: Remote,
  request: CommitRequest,
  commit: string,
): Promise<CommitResult> {
  const ref = `refs/heads/${request.branch}`;
  const lease = `--force-with-lease=${ref}:${request.expected ?? ''}`;
  const args = ['push', '--porcelain', '--no-verify', lease, '--', remote.url, `${commit}:${ref}`];
  const secretConfig = await authorize(remote);
  const { code, stdout, stderr } = await runGit({ folder, args, secretConfig, expectedCodes: [1] });
  if (code === 0) return { kind: 'written', commit };
  const present = await runGit({ folder, args: ['ls-remote', '--', remote.url, ref], secretConfig });
  const now = new TextDecoder().decode(present.stdout).split('\t')[0]?.trim() ?? '';
  if (now === commit) return { kind: 'written', commit };
  if (now !== (request.expected ?? '')) return { kind: 'moved' };
  const said = `${new TextDecoder().decode(stdout)} ${stderr}`;
  throw new ColoError('CO_GIT_FAILED', `The push to ${request.branch} was refused: ${toSafeText(said, 400)}`);
}
