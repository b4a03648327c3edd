import { type ExecFileException, execFile } from 'node:child_process';
import { ColoError } from '@colo/schemas/errors';
import { makeGitEnvironment } from './git-environment.ts';

interface GitResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
}

/** Bytes of output that a command may have. */
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024;

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
  const env = { ...makeGitEnvironment(gitDir), ...options.environment };
  const { error, stdout, stderr } = await run(args, env, options.input ?? '');
  // A number is git's own exit code; all else says that it was ended, or did not begin.
  const exitCode = error === null ? 0 : error.code;
  if (
    typeof exitCode !== 'number' ||
    (exitCode !== 0 && !(options.allowedExitCodes ?? []).includes(exitCode))
  ) {
    throw new ColoError(
      'FORGE_GIT_FAILED',
      `git ${args[0] ?? ''} ended with ${exitCode ?? 'a signal'}: ${stderr.toString('utf8').trim()}`,
    );
  }
  return { exitCode, stdout };
}

interface Ended {
  readonly error: ExecFileException | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

function run(args: readonly string[], env: NodeJS.ProcessEnv, input: Buffer | string): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env, encoding: 'buffer', maxBuffer: MAX_OUTPUT_BYTES } as const;
    const child = execFile('git', args, options, (error, stdout, stderr) => {
      resolve({ error, stdout, stderr });
    });
    // git may end before it has read all; its exit code says whether that matters.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/** The output of a git command as text, without the last newline. */
export async function readGit(gitDir: string, args: readonly string[]): Promise<string> {
  const { stdout } = await runGit(gitDir, args);
  return stdout.toString('utf8').replace(/\n$/, '');
}
