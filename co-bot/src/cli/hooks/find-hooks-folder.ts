import { resolve } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { createUserEnvironment } from '../git/git-environment.ts';
import { tryGit } from '../git/run-git.ts';
import type { CliIo } from '../program/cli-io.ts';

export interface HooksFolder {
  readonly folder: string;
  /** True where the folder belongs to no repository alone: core.hooksPath of a person or a machine. */
  readonly isShared: boolean;
}

/** Where git looks for the hooks of a repository: core.hooksPath counts. Throws CLI_REPOSITORY_UNFIT. */
export async function findHooksFolder(root: string, isBare: boolean, io: CliIo): Promise<HooksFolder> {
  const context = { folder: root, environment: createUserEnvironment(io.env), signal: io.signal };
  const kind = await tryGit(context, ['rev-parse', '--is-bare-repository']);
  if (kind.exitCode !== 0) {
    throw new ColoError(
      'CLI_REPOSITORY_UNFIT',
      `${toSafeText(root, 400)} is no Git repository: ${kind.message}`,
    );
  }
  if ((kind.stdout.toString('utf8').trim() === 'true') !== isBare) {
    const fix = isBare ? 'Leave out --bare.' : 'Add --bare.';
    const message = `${toSafeText(root, 400)} is ${isBare ? 'not ' : ''}a bare repository`;
    throw new ColoError('CLI_REPOSITORY_UNFIT', message, { fix });
  }
  const found = await tryGit(context, ['rev-parse', '--git-path', 'hooks']);
  const folder = found.stdout.toString('utf8').replace(/\n$/, '');
  if (found.exitCode !== 0 || folder === '') {
    throw new ColoError('CLI_REPOSITORY_UNFIT', `git does not say where the hooks are: ${found.message}`);
  }
  const scope = await tryGit(context, ['config', '--show-scope', '--get', 'core.hooksPath']);
  const isShared = /^(?:global|system)\t/.test(scope.stdout.toString('utf8'));
  return { folder: resolve(root, folder), isShared };
}
