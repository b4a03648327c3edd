import { isColoError } from '@colo/schemas/errors';
import { sendCommand } from '../wake/send-command.ts';
import type { CommandContext } from './command-context.ts';
import { formatStatus } from './format-status.ts';
import { readStatus } from './trust-boundaries.ts';

/** `lo status`: what the running LO knows; where none runs, what is in its store. */
export async function statusCommand({ settings, json, print }: CommandContext): Promise<void> {
  const status = await sendCommand(settings.stateDir, { command: 'status' })
    .then(readStatus)
    .catch(async (error: unknown) => {
      if (!isColoError(error) || error.code !== 'LO_NOT_RUNNING') throw error;
      const { readStoredStatus } = await import('../daemon/read-stored-status.ts');
      return await readStoredStatus(settings);
    });
  print(json ? JSON.stringify(status) : formatStatus(status));
}
