import { ColoError } from '@colo/schemas/errors';
import { collectBytes } from './collect-bytes.ts';
import { type GitContext, pickMessage } from './run-git.ts';
import { startProcess } from './start-process.ts';

/** As much of git's own words as a message shows. */
const MAX_WORDS = 10_000;

/**
 * The NUL-terminated records that git prints, one at a time: git waits while one is looked at, so that memory holds a few
 * however many there are. Who stops early stops git. Throws CLI_GIT_FAILED.
 */
export async function* streamRecords(context: GitContext, args: readonly string[]): AsyncGenerator<string> {
  const environment = { ...context.environment, GIT_LITERAL_PATHSPECS: '1' };
  const git = startProcess('git', args, { ...context, environment });
  git.stdin.end();
  const words = collectBytes(git.stderr, MAX_WORDS, git.stop);
  try {
    yield* splitRecords(git.stdout);
    const { exitCode, startFault } = await git.ended;
    context.signal.throwIfAborted();
    if (startFault === 'ENOENT') throw new ColoError('CLI_GIT_MISSING', 'git was not found on the PATH');
    if (exitCode === 0) return;
    const message = pickMessage((await words).toString('utf8'));
    throw new ColoError('CLI_GIT_FAILED', `git ${args[0] ?? ''} failed: ${message}`);
  } finally {
    git.stop();
    await git.ended;
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
