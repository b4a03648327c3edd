import type { Settings } from '../config/settings.ts';
import type { ControlRequest } from '../wake/control-request.ts';
import { listenForCommands } from '../wake/control-socket.ts';
import { startWakeServer, type WakeServer } from '../wake/wake-server.ts';
import { Daemon } from './daemon.ts';
import type { Logger } from './logger.ts';

/**
 * Runs LO with its two ears, the local socket and the signed wake-up, until the signal is aborted.
 *
 * @throws ColoError of {@link Daemon.open}, LO_SOCKET_FAILED
 */
export async function runDaemon(settings: Settings, log: Logger, signal: AbortSignal): Promise<void> {
  const daemon = await Daemon.open(settings, log, {
    kind: 'run',
    signal,
    onWait: (pid) => log.info('waits until a command with the same state folder ends', { pid }),
  });
  try {
    const control = await listenForCommands(settings.stateDir, (request) => handle(daemon, request));
    let wake: WakeServer | undefined;
    try {
      const { port, secret } = settings.wake;
      if (port !== undefined && secret !== undefined)
        wake = await startWakeServer({ port, secret, onWake: () => daemon.poll() });
      const { site, infra } = settings;
      log.info('running', { site, repository: infra.repository, wakePort: wake?.port });
      await daemon.run(signal);
    } finally {
      await Promise.all([control.close(), wake?.close()]);
    }
  } finally {
    await daemon.close();
    log.info('stopped; jobs on the nodes go on', { site: settings.site });
  }
}

async function handle(daemon: Daemon, request: ControlRequest): Promise<unknown> {
  if (request.command === 'status') return daemon.describe();
  if (request.command === 'takeover') return { hosts: daemon.takeOver(request.host) };
  if (request.command === 'retry') {
    daemon.checkNames(request.host, request.application);
    await daemon.retry(request.host, request.application);
  } else daemon.wake();
  return {};
}
