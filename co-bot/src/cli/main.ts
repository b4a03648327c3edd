import { createStopSignal } from '@colo/schemas/stop-signal';
import { runCo } from './program/run-co.ts';

/**
 * Entry of `bin/co.js`. The first Ctrl-C or TERM asks the command to end and clean up; a second one ends at once.
 * A reader of our output that goes away (`co list apps | head -1`) is no error.
 */
export async function main(): Promise<void> {
  const { signal } = createStopSignal();
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  process.exitCode = await runCo(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    env: process.env,
    cwd: process.cwd(),
    signal,
  });
}
