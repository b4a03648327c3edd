import { sendCommand } from '../wake/send-command.ts';
import type { CommandContext } from './command-context.ts';

/** `lo wake`: the running LO looks at the infra repo now. */
export async function wakeCommand({ settings, json, print }: CommandContext): Promise<void> {
  await sendCommand(settings.stateDir, { command: 'wake' });
  print(json ? '{"woken":true}' : `LO of ${settings.site} looks now.`);
}
