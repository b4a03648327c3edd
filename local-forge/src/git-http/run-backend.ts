import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { makeGitEnvironment } from '../git/git-environment.ts';
import { describeProtections } from '../pulls/describe-protections.ts';
import type { Repository } from '../store/types.ts';
import { createCgiHeadReader } from './read-cgi-head.ts';

interface BackendRequest {
  readonly request: IncomingMessage;
  /** The bytes of the request where they have been read already. */
  readonly body: Buffer | undefined;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly repository: Repository;
  readonly rest: string;
  readonly user: string;
}

/**
 * Runs `git http-backend` (git-http-backend(1), a CGI program) and streams both ways. Resolves when git has ended and
 * all its output is written; the caller ends the response.
 */
export function runBackend(options: BackendRequest): Promise<void> {
  const { request, body: read, response } = options;
  const child = spawn('git', ['http-backend'], { env: makeCgiEnvironment(options) });
  return new Promise((resolve, reject) => {
    const readHead = createCgiHeadReader((status, headers) => response.writeHead(status, headers));
    child.stdout.on('data', (chunk: Buffer) => {
      const body = readHead(chunk);
      if (body.length > 0 && !response.write(body)) {
        child.stdout.pause();
        response.once('drain', () => child.stdout.resume());
      }
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString('utf8')).slice(-2000);
    });
    // git may stop reading before the client stops sending; its exit says whether that matters.
    child.stdin.on('error', () => request.resume());
    child.on('error', reject);
    response.on('close', () => {
      if (!response.writableFinished && child.exitCode === null) {
        child.kill();
      }
    });
    child.on('close', (code) => {
      if (!response.headersSent) {
        reject(new ColoError('FORGE_GIT_FAILED', `git http-backend ended with ${code}: ${stderr.trim()}`));
      } else {
        resolve();
      }
    });
    if (read === undefined) request.pipe(child.stdin);
    else child.stdin.end(read);
  });
}

/** The CGI variables (RFC 3875, section 4.1) that git-http-backend reads; nothing of the server's own environment. */
function makeCgiEnvironment({
  request,
  url,
  repository,
  rest,
  user,
}: BackendRequest): Record<string, string> {
  const root = dirname(repository.git.path);
  const environment: Record<string, string> = {
    ...makeGitEnvironment(),
    ...describeProtections(repository),
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `${repository.git.path.slice(root.length)}/${rest}`,
    REQUEST_METHOD: request.method ?? 'GET',
    QUERY_STRING: url.search.slice(1),
    REMOTE_USER: user,
    REMOTE_ADDR: request.socket.remoteAddress ?? '',
    CONTENT_TYPE: request.headers['content-type'] ?? '',
  };
  const optional = {
    CONTENT_LENGTH: request.headers['content-length'],
    HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
    GIT_PROTOCOL: header(request, 'git-protocol'),
  };
  for (const [name, value] of Object.entries(optional)) {
    if (value !== undefined) {
      environment[name] = value;
    }
  }
  return environment;
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && /^[\w=:.-]+$/.test(value) ? value : undefined;
}
