import { isColoError } from '@colo/schemas';
import { readEnvironment } from './config/read-environment.ts';
import { startCo } from './server.ts';

/**
 * Runs CO as a process until SIGTERM or SIGINT, and then stops gracefully: running work ends, nothing new begins. Prints
 * one line of JSON with its address when it is ready.
 */
export async function runServer(): Promise<void> {
  try {
    const co = await startCo(await readEnvironment(process.env));
    process.stdout.write(`${JSON.stringify({ ready: true, url: co.url })}\n`);
    const stop = () => {
      co.close().catch(fail);
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): void {
  const text = isColoError(error) ? `error ${error.code}: ${error.message} ${error.fix}` : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = isColoError(error) ? error.exitCode : 70;
}
