import { ColoError } from '@colo/schemas/errors';
import { execa } from 'execa';
import { makeGitEnvironment } from './git-environment.ts';

interface GitResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Runs one git command in a bare repository, without a shell.
 *
 * @param allowedExitCodes codes that are an answer rather than an error
 * @throws ColoError FORGE_GIT_FAILED with git's own words
 */
export async function runGit(
  gitDir: string,
  args: readonly string[],
  options: {
    readonly input?: Buffer | string;
    readonly allowedExitCodes?: readonly number[];
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<GitResult> {
  const result = await execa('git', args, {
    env: { ...makeGitEnvironment(gitDir), ...options.environment },
    extendEnv: false,
    encoding: 'buffer',
    input: options.input ?? '',
    reject: false,
    stripFinalNewline: false,
    maxBuffer: 512 * 1024 * 1024,
  });
  const stderr = Buffer.from(result.stderr).toString('utf8');
  const exitCode = result.exitCode;
  if (exitCode === undefined || (exitCode !== 0 && !(options.allowedExitCodes ?? []).includes(exitCode))) {
    throw new ColoError(
      'FORGE_GIT_FAILED',
      `git ${args[0] ?? ''} ended with ${exitCode ?? 'a signal'}: ${stderr.trim()}`,
    );
  }
  return { exitCode, stdout: Buffer.from(result.stdout), stderr };
}

/** The output of a git command as text, without the last newline. */
export async function readGit(gitDir: string, args: readonly string[]): Promise<string> {
  const { stdout } = await runGit(gitDir, args);
  return stdout.toString('utf8').replace(/\n$/, '');
}
