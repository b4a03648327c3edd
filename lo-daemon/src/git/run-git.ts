import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { execa } from 'execa';
import { createGitEnvironment, type GitEnvironmentOptions } from './git-environment.ts';

export interface GitCommand extends GitEnvironmentOptions {
  readonly gitDir?: string;
  readonly args: readonly string[];
  readonly input?: string;
  /** Deadline in milliseconds. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** Exit codes besides 0 that are answers, not errors. */
  readonly acceptCodes?: readonly number[];
}

export interface GitAnswer {
  readonly code: number;
  readonly stdout: Uint8Array;
}

const DEFAULT_TIMEOUT_MS = 60_000;
/** More than any listing that LO asks for; file contents come through cat-file, one at a time. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const MAX_SHOWN = 300;
/** Without a repository of ours there is none: the one that LO was started in has no say in what git does. */
const NO_REPOSITORY = '/dev/null';
/** How long git may take to remove its lock files, in milliseconds. */
const KILL_AFTER_MS = 5000;

/**
 * Runs git with an argument array and a clean environment, never through a shell.
 *
 * @throws ColoError GIT_PROGRAM_MISSING, GIT_LISTING_TOO_LARGE, GIT_COMMAND_FAILED
 */
export async function runGit(command: GitCommand): Promise<GitAnswer> {
  const { gitDir, args } = command;
  // It makes a repository, and reads none but that.
  const isInit = args[0] === 'init';
  const child = execa('git', [...(gitDir === undefined ? [] : [`--git-dir=${gitDir}`]), ...args], {
    env: {
      ...createGitEnvironment(command),
      ...(gitDir === undefined && !isInit ? { GIT_DIR: NO_REPOSITORY } : {}),
    },
    extendEnv: false,
    stdin: command.input === undefined ? 'ignore' : 'pipe',
    ...(command.input === undefined ? {} : { input: command.input }),
    // A process group of its own, so that git is ended with all that it has started.
    detached: true,
    maxBuffer: MAX_OUTPUT_BYTES,
    encoding: 'buffer',
    reject: false,
  });
  const limit = limitGroup(child.pid, command);
  const result = await child;
  const timedOut = limit.end();
  const code = result.exitCode;
  if (code !== undefined && (code === 0 || command.acceptCodes?.includes(code) === true))
    return { code, stdout: result.stdout };
  if (result.code === 'ENOENT') throw new ColoError('GIT_PROGRAM_MISSING', 'The program git was not found.');
  if (result.isMaxBuffer) {
    const message = `git ${args[0] ?? ''} answers with more than ${MAX_OUTPUT_BYTES} bytes`;
    throw new ColoError('GIT_LISTING_TOO_LARGE', message, { data: { subcommand: args[0] ?? '' } });
  }
  const subcommand = args.find((word, index) => !word.startsWith('-') && args[index - 1] !== '-c') ?? '';
  const how = timedOut ? 'did not end in time' : `ended with ${code ?? result.signal ?? 'an error'}`;
  const said = toSafeText(Buffer.from(result.stderr).toString('utf8'), MAX_SHOWN);
  throw new ColoError('GIT_COMMAND_FAILED', `git ${subcommand} ${how}${said === '' ? '' : `: ${said}`}`, {
    data: { subcommand, exitCode: code ?? null, timedOut },
  });
}

/** Leaders of the groups that run. */
const running = new Set<number>();
// A group of its own would outlive this process, and write to the copy of the infra repo beside the next one.
process.on('exit', () => {
  for (const pid of running) killGroup(pid, 'SIGKILL');
});

function killGroup(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-pid, name);
  } catch {
    // The group is gone.
  }
}

/**
 * Ends a process group at the deadline, or when the signal is aborted. Were git alone ended, what it has started for the
 * remote (upload-pack, a remote helper, ssh) could wait on for the network, and would hold git's pipes open for as long.
 */
function limitGroup(pid: number | undefined, { timeoutMs = DEFAULT_TIMEOUT_MS, signal }: GitCommand) {
  let timedOut = false;
  let force: NodeJS.Timeout | undefined;
  const kill = (name: 'SIGTERM' | 'SIGKILL'): void => {
    if (pid !== undefined) killGroup(pid, name);
  };
  if (pid !== undefined) running.add(pid);
  const stop = (): void => {
    kill('SIGTERM');
    force ??= setTimeout(() => kill('SIGKILL'), KILL_AFTER_MS);
  };
  const timer = setTimeout(() => {
    timedOut = true;
    stop();
  }, timeoutMs);
  if (signal?.aborted === true) stop();
  signal?.addEventListener('abort', stop, { once: true });
  return {
    /** Lets it be. Returns true where the deadline has passed. */
    end(): boolean {
      if (pid !== undefined) running.delete(pid);
      clearTimeout(timer);
      clearTimeout(force);
      signal?.removeEventListener('abort', stop);
      return timedOut;
    },
  };
}

/** Standard output of {@link runGit} as text, without the last newline. */
export async function readGit(command: GitCommand): Promise<string> {
  const { stdout } = await runGit(command);
  return Buffer.from(stdout).toString('utf8').replace(/\n$/, '');
}
