import { createStopSignal } from '@colo/schemas/stop-signal';
import { createLogger } from '../daemon/logger.ts';
import { runDaemon } from '../daemon/run-daemon.ts';
import type { CommandContext } from './command-context.ts';

/** `lo run`: the daemon, until SIGTERM or SIGINT. */
export async function runCommand({ settings }: CommandContext): Promise<void> {
  await runDaemon(settings, createLogger(settings.logLevel), createStopSignal().signal);
}
