import { once } from 'node:events';
import { isColoError } from '@colo/schemas/errors';
import { readEnvironment } from './config/read-environment.ts';
import { startCo } from './server.ts';

/**
 * Runs CO as a process until SIGTERM or SIGINT, and then stops gracefully: running work ends, nothing new begins. Prints
 * one line of JSON with its address when it is ready.
 */
export async function runServer(): Promise<void> {
  // Listened for from the beginning: who reads that it is ready may ask it to stop at once.
  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  try {
    const co = await startCo(await readEnvironment(process.env));
    process.stdout.write(`${JSON.stringify({ ready: true, url: co.url })}\n`);
    await stopped;
    await co.close();
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): void {
  const text = isColoError(error) ? `error ${error.code}: ${error.message} ${error.fix}` : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = isColoError(error) ? error.exitCode : 70;
}
