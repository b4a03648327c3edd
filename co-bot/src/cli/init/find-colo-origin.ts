import { fileURLToPath } from 'node:url';
import type { RepositoryName } from '../config/repository-name.ts';
import { openRepository } from '../git/find-repository.ts';
import { tryResolveCommit } from '../git/list-changes.ts';
import { readSettings } from '../git/read-settings.ts';
import { withObjects } from '../git/with-objects.ts';
import type { CliIo } from '../program/cli-io.ts';

export interface ColoOrigin {
  readonly repository: RepositoryName;
  readonly ref: string;
}

const HOSTED = /[/:](?<owner>[A-Za-z0-9][A-Za-z0-9-]*)\/(?<name>[A-Za-z0-9._-]+?)(?:\.git)?\/?$/;

/**
 * Where this installation of colo came from: the `origin` and the commit of its checkout, so that CI validates with the same
 * colo. Undefined where it is no checkout, or its origin is not on a forge.
 */
export async function findColoOrigin(io: CliIo): Promise<ColoOrigin | undefined> {
  const folder = fileURLToPath(new URL('../../../../../', import.meta.url));
  // A repository further up is not colo's: of a project that has colo installed, for example.
  const repository = openRepository(folder);
  if (repository === undefined) return undefined;
  const [url = ''] = await readSettings(repository, 'remote.origin.url', io);
  const { owner, name } = (/^(?:https:|ssh:|git@)/.test(url) ? HOSTED.exec(url)?.groups : undefined) ?? {};
  if (owner === undefined || name === undefined) return undefined;
  const request = { repository, folder, environment: io.env, signal: io.signal };
  const ref = await withObjects(request, (context) => tryResolveCommit(context, 'HEAD'));
  return ref === undefined ? undefined : { repository: { owner, name }, ref };
}
