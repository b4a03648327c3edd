import { ColoError } from '@colo/schemas/errors';
import { execa } from 'execa';
import { type GitContext, pickMessage } from './run-git.ts';

/** As much of git's own words as a message shows. */
const MAX_WORDS = 10_000;

/**
 * The NUL-terminated records that git prints, one at a time: git waits while one is looked at, so that memory holds a few
 * however many there are. Who stops early stops git. Throws CLI_GIT_FAILED.
 */
export async function* streamRecords(context: GitContext, args: readonly string[]): AsyncGenerator<string> {
  const git = execa('git', args, {
    cwd: context.folder,
    env: { ...context.environment, GIT_LITERAL_PATHSPECS: '1' },
    extendEnv: false,
    encoding: 'buffer',
    buffer: { stdout: false },
    maxBuffer: { stderr: MAX_WORDS },
    stdin: 'ignore',
    reject: false,
    cancelSignal: context.signal,
  });
  try {
    yield* splitRecords(git.stdout);
    const { exitCode, code, stderr } = await git;
    context.signal.throwIfAborted();
    if (code === 'ENOENT') throw new ColoError('CLI_GIT_MISSING', 'git was not found on the PATH');
    if (exitCode === 0) return;
    const words = pickMessage(Buffer.from(stderr).toString('utf8'));
    throw new ColoError('CLI_GIT_FAILED', `git ${args[0] ?? ''} failed: ${words}`);
  } finally {
    git.kill();
    await git;
  }
}

async function* splitRecords(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, start)) {
      yield bytes.toString('utf8', start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
}
