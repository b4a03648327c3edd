import { setTimeout as sleep } from 'node:timers/promises';
import { type ColoError, isColoError } from '@colo/schemas/errors';
import type { Settings } from '../config/settings.ts';
import type { Daemon } from '../daemon/daemon.ts';
import { createLogger } from '../daemon/logger.ts';
import type { ControlRequest } from '../wake/control-request.ts';
import { sendCommand } from '../wake/send-command.ts';

/** One that starts or stops listens a moment later than it holds its state folder, and a busy one answers late. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 200;

/** Who did what was asked for. */
export type Answer =
  | { readonly by: 'running'; readonly value: unknown }
  | { readonly by: 'own'; readonly daemon: Daemon };

/**
 * Has the running LO do something, or, where none runs, opens one that the caller uses and closes.
 *
 * @throws ColoError of {@link sendCommand} and {@link Daemon.open}; LO_ALREADY_RUNNING where another command works with
 * the state folder for longer than half a minute
 */
export async function askOrOpen(settings: Settings, request: ControlRequest): Promise<Answer> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return { by: 'running', value: await sendCommand(settings.stateDir, request) };
    } catch (error) {
      if (!hasCode(error, 'LO_NOT_RUNNING')) throw error;
    }
    try {
      // What the running LO does needs nothing of it.
      const { Daemon } = await import('../daemon/daemon.ts');
      return { by: 'own', daemon: await Daemon.open(settings, createLogger(settings.logLevel)) };
    } catch (error) {
      if (!hasCode(error, 'LO_ALREADY_RUNNING') || performance.now() > deadline) throw error;
    }
    await sleep(PAUSE_MS);
  }
}

function hasCode(error: unknown, code: ColoError['code']): boolean {
  return isColoError(error) && error.code === code;
}
