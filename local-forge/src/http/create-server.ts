import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { handleGit } from '../git-http/handle-git.ts';
import { matchGitPath } from '../git-http/match-git-path.ts';
import type { World } from '../world.ts';
import { createApiHandler } from './handle-api.ts';

/** The listener of the whole server: git's smart HTTP by its paths, REST and GraphQL for everything else. */
export function createListener(world: World): RequestListener {
  const handleApi = createApiHandler(world);
  return (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', world.base);
    const git = matchGitPath(url);
    const work =
      git === undefined ? handleApi(request, response, url) : handleGit(world, request, response, url, git);
    // Both answer their own errors; what is left is a connection that broke.
    work.catch(() => response.destroy());
  };
}
