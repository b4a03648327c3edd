import { fileURLToPath } from 'node:url';
import type { RepositoryName } from '../config/repository-name.ts';
import { createGitEnvironment } from '../git/git-environment.ts';
import { tryGit } from '../git/run-git.ts';
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
  const context = { folder, environment: createGitEnvironment(io.env), signal: io.signal };
  const origin = await tryGit(context, ['config', '--get', 'remote.origin.url']);
  const head = await tryGit(context, ['rev-parse', 'HEAD']);
  const url = origin.stdout.toString('utf8').trim();
  const { owner, name } = (/^(?:https:|ssh:|git@)/.test(url) ? HOSTED.exec(url)?.groups : undefined) ?? {};
  if (head.exitCode !== 0 || owner === undefined || name === undefined) return undefined;
  return { repository: { owner, name }, ref: head.stdout.toString('utf8').trim() };
}
