import { ColoError, isColoError } from '@colo/schemas/errors';
import { createStopSignal } from '@colo/schemas/stop-signal';
import { Daemon } from '../daemon/daemon.ts';
import { createLogger } from '../daemon/logger.ts';
import type { CommandContext } from './command-context.ts';
import { formatStatus } from './format-status.ts';

/**
 * `lo once`: polls once, does all that can be done now, and ends.
 *
 * @throws ColoError LO_NOT_CONVERGED (exit code 75), LO_DEPLOY_FAILED (1)
 */
export async function onceCommand({ settings, json, print }: CommandContext): Promise<void> {
  const daemon = await Daemon.open(settings, createLogger(settings.logLevel));
  try {
    const outcome = await daemon.runOnce(createStopSignal().signal);
    const status = daemon.describe();
    print(json ? JSON.stringify(status) : formatStatus(status));
    if (outcome === 'converged') return;
    const { pollError } = daemon;
    if (outcome === 'failed')
      throw new ColoError('LO_DEPLOY_FAILED', `The site ${settings.site} has failures.`);
    throw new ColoError('LO_NOT_CONVERGED', `The site ${settings.site} is not there yet.`, {
      ...(isColoError(pollError) ? { cause: pollError, fix: pollError.fix } : {}),
    });
  } finally {
    await daemon.close();
  }
}
