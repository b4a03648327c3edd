import { ColoError, isColoError } from '@colo/schemas/errors';
import { isName } from '@colo/schemas/names';
import { createLogger } from '../daemon/logger.ts';
import { sendCommand } from '../wake/send-command.ts';
import type { CommandContext } from './command-context.ts';

/**
 * `lo retry [HOST] [APP]`: what failed is tried again, by the running LO, or by the next one that runs.
 *
 * @throws ColoError USAGE
 */
export async function retryCommand(
  { settings, json, print }: CommandContext,
  host: string | undefined,
  application: string | undefined,
): Promise<void> {
  for (const name of [host, application])
    if (name !== undefined && !isName(name))
      throw new ColoError('USAGE', `${JSON.stringify(name)} is no name.`);
  const what = {
    ...(host === undefined ? {} : { host }),
    ...(application === undefined ? {} : { application }),
  };
  try {
    await sendCommand(settings.stateDir, { command: 'retry', ...what });
  } catch (error) {
    if (!isColoError(error) || error.code !== 'LO_NOT_RUNNING') throw error;
    const { Daemon } = await import('../daemon/daemon.ts');
    const daemon = await Daemon.open(settings, createLogger(settings.logLevel));
    await daemon.retry(host, application).finally(() => daemon.close());
  }
  print(
    json
      ? JSON.stringify({ retry: what })
      : `${application ?? 'Every application'} on ${host ?? 'every host'} is tried again.`,
  );
}
