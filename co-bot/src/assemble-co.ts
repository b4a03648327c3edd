import { join } from 'node:path';
import type { Probot } from 'probot';
import { fillSettings } from './config/co-settings.ts';
import type { Engine } from './engine/engine.ts';
import { createOrchestrator, type Orchestrator } from './engine/orchestrator.ts';
import { openRepositories } from './github/open-repositories.ts';
import { createKeyedQueue, type KeyedQueue } from './queue/keyed-queue.ts';
import type { StartOptions } from './start-options.ts';
import { registerHandlers } from './webhooks/register-handlers.ts';

const RETRY_MS = 1_000;
const MAX_RETRIES = 5;

/** CO behind its web server: handlers, queue and engine, put together. */
interface AssembledCo {
  readonly orchestrator: Orchestrator;
  readonly queue: KeyedQueue;
  /** Sweeps now and then every so often. */
  startSweeping(): void;
  /** Stops the timer and lets running work end. */
  close(): Promise<void>;
}

/** Puts the parts of CO together around a Probot and registers the handlers. */
export function assembleCo(options: StartOptions, probot: Probot): AssembledCo {
  const settings = fillSettings(options.config);
  const { log } = probot;
  const clock = { now: options.now ?? (() => new Date()) };
  const repositories = openRepositories({
    auth: (installationId) => probot.auth(installationId),
    dataDir: join(settings.dataDir, 'mirrors'),
    pushAboveFiles: settings.pushAboveFiles,
    log,
    clock,
  });
  const engine: Engine = {
    repositories,
    clock,
    log,
    infra: settings.infra,
    commandMaxAgeSeconds: settings.commandMaxAgeSeconds,
    registries: new Map(),
    checked: new Map(),
    recorded: new Map(),
  };
  const queue = createKeyedQueue({ log, retryMs: options.retryMs ?? RETRY_MS, maxRetries: MAX_RETRIES });
  const orchestrator = createOrchestrator({
    engine,
    queue,
    eventBatchMs: settings.eventBatchSeconds * 1_000,
  });
  registerHandlers(probot, orchestrator);
  let timer: NodeJS.Timeout | undefined;
  return {
    orchestrator,
    queue,
    startSweeping() {
      orchestrator.sweep();
      timer ??= setInterval(() => orchestrator.sweep(), settings.sweepSeconds * 1_000);
      timer.unref();
    },
    async close() {
      clearInterval(timer);
      await queue.close();
      await repositories.close();
    },
  };
}
