import { resolve } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { findRepository } from '../git/find-repository.ts';
import { createUserEnvironment, keepInFolder } from '../git/git-environment.ts';
import { type GitContext, tryGit } from '../git/run-git.ts';
import type { CliIo } from '../program/cli-io.ts';

export interface HooksFolder {
  readonly folder: string;
  /** The repository, with the settings of the caller: where hooks are, and whom they wake, is a setting of its own. */
  readonly context: GitContext;
  /** True where the folder belongs to no repository alone: core.hooksPath of a person or a machine. */
  readonly isShared: boolean;
}

/** Where git looks for the hooks of a repository: core.hooksPath counts. Throws CLI_REPOSITORY_UNFIT. */
export async function findHooksFolder(root: string, isBare: boolean, io: CliIo): Promise<HooksFolder> {
  const repository = findRepository(root, io.env);
  if (repository === undefined)
    throw new ColoError('CLI_REPOSITORY_UNFIT', `${toSafeText(root, 400)} is no Git repository`);
  if ((repository.workTree === undefined) !== isBare) {
    const fix = isBare ? 'Leave out --bare.' : 'Add --bare.';
    const message = `${toSafeText(root, 400)} is ${isBare ? 'not ' : ''}a bare repository`;
    throw new ColoError('CLI_REPOSITORY_UNFIT', message, { fix });
  }
  // Git starts hooks there, and a relative core.hooksPath counts from there.
  const top = repository.workTree ?? repository.gitDir;
  const environment = keepInFolder(createUserEnvironment(io.env), top);
  const context = { folder: top, environment, signal: io.signal };
  const found = await tryGit(context, ['rev-parse', '--git-path', 'hooks']);
  const folder = found.stdout.toString('utf8').replace(/\n$/, '');
  if (found.exitCode !== 0 || folder === '') {
    throw new ColoError('CLI_REPOSITORY_UNFIT', `git does not say where the hooks are: ${found.message}`);
  }
  const scope = await tryGit(context, ['config', '--show-scope', '--get', 'core.hooksPath']);
  const isShared = /^(?:global|system)\t/.test(scope.stdout.toString('utf8'));
  return { folder: resolve(top, folder), context, isShared };
}
