import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GitRepository } from '../git/open-repository.ts';
import { runGit } from '../git/run-git.ts';
import type { GitPath } from './match-git-path.ts';

const kept = new Map<string, Promise<Buffer>>();

/**
 * Answers the first request of a fetch by protocol version 2 (gitprotocol-v2(5)) with what git says of itself. It
 * depends on git and on the repository's configuration, never on its refs, so git is asked once for each configuration.
 *
 * @returns false for every other request
 */
export async function sendGreeting(
  git: GitRepository,
  path: GitPath,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const isGreeting = path.rest === 'info/refs' && path.service === 'git-upload-pack';
  if (!isGreeting || request.headers['git-protocol'] !== 'version=2') return false;
  const configuration = await readFile(`${git.path}/config`, 'utf8');
  let greeting = kept.get(configuration);
  if (greeting === undefined) {
    greeting = readGreeting(git);
    kept.set(configuration, greeting);
    greeting.catch(() => kept.delete(configuration));
  }
  const body = await greeting;
  response.writeHead(200, {
    expires: 'Fri, 01 Jan 1980 00:00:00 GMT',
    pragma: 'no-cache',
    'cache-control': 'no-cache, max-age=0, must-revalidate',
    'content-type': 'application/x-git-upload-pack-advertisement',
  });
  response.end(body);
  return true;
}

async function readGreeting(git: GitRepository): Promise<Buffer> {
  const args = ['upload-pack', '--http-backend-info-refs', git.path];
  return (await runGit(git.path, args, { environment: { GIT_PROTOCOL: 'version=2' } })).stdout;
}
