import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { collectBytes } from './collect-bytes.ts';
import { startProcess } from './start-process.ts';

/** Long enough for a large registry over a slow line. */
const TIMEOUT_MS = 10 * 60 * 1000;

/** Most that git may print; nothing that is read as a whole comes near it. */
const MAX_BYTES = 1024 * 1024 * 1024;

/** Where and how git runs. */
export interface GitContext {
  /** Folder of the repository, or of the place to clone into. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** What a git process left behind; the same shape whether it worked or not. */
interface GitResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  /** One line, safe to show. */
  readonly message: string;
}

/** Runs git and returns its result, whatever it is. Throws CLI_GIT_MISSING, and on Ctrl-C. */
export async function tryGit(
  context: GitContext,
  args: readonly string[],
  input?: string | Uint8Array,
  extra: Readonly<Record<string, string>> = {},
): Promise<GitResult> {
  const environment = { ...context.environment, ...extra };
  const git = startProcess('git', args, { ...context, environment, timeoutMs: TIMEOUT_MS });
  git.stdin.end(input);
  const [stdout, stderr, end] = await Promise.all([
    collectBytes(git.stdout, MAX_BYTES, git.stop),
    collectBytes(git.stderr, MAX_BYTES, git.stop),
    git.ended,
  ]);
  context.signal.throwIfAborted();
  if (end.startFault === 'ENOENT') throw new ColoError('CLI_GIT_MISSING', 'git was not found on the PATH');
  return {
    exitCode: end.exitCode,
    stdout,
    message: end.timedOut ? 'git took too long' : pickMessage(stderr.toString('utf8')),
  };
}

/** Runs git and returns what it printed, without spaces at the ends. Throws CLI_GIT_FAILED. */
export async function runGit(
  context: GitContext,
  args: readonly string[],
  input?: string | Uint8Array,
  extra?: Readonly<Record<string, string>>,
): Promise<string> {
  const result = await tryGit(context, args, input, extra);
  if (result.exitCode === 0) return result.stdout.toString('utf8').trim();
  throw new ColoError('CLI_GIT_FAILED', `git ${args[0] ?? ''} failed: ${result.message}`);
}

/** The lines that say what went wrong, safe to show; progress and hints are left out. */
export function pickMessage(stderr: string): string {
  const lines = stderr.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  const telling = lines.filter((line) => /^(fatal|error|remote):|!/.test(line.trim()));
  return toSafeText((telling.length > 0 ? telling : lines).join(' '), 1000);
}
