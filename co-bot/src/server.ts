import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { ColoError } from '@colo/schemas/errors';
import { Probot, ProbotOctokit } from 'probot';
import { assembleCo } from './assemble-co.ts';
import { createDeadlineFetch, REQUEST_TIMEOUT_MS } from './github/fetch-with-deadline.ts';
import { MAX_WEBHOOK_BYTES } from './github/github-limits.ts';
import type { StartOptions } from './start-options.ts';
import { paceCalls, takeWake, wakePath } from './webhooks/take-wake.ts';

export interface RunningCo {
  /** Address of the web server; webhooks go to `<url>/api/github/webhooks`. */
  readonly url: string;
  /** Resolves when no work is queued or under way. */
  idle(): Promise<void>;
  /** Converges everything, and resolves when that is done. */
  sweep(): Promise<void>;
  /** Takes no more requests, lets running work end, and stops. */
  close(): Promise<void>;
}

/** Milliseconds between two sweeps that wake-ups ask for: each asks the forge a good many questions. */
const WAKE_GAP_MS = 5_000;

/** Path of the webhooks, as in templates/app.yml. */
export const webhookPath = '/api/github/webhooks';

/**
 * Starts CO: its web server, and a first sweep.
 *
 * @throws ColoError CO_SECRET_MISSING without a webhook secret: Probot would silently use a known one
 */
export async function startCo(options: StartOptions): Promise<RunningCo> {
  if (options.secret.trim() === '') throw new ColoError('CO_SECRET_MISSING', 'There is no webhook secret.');
  const probot = createProbot(options);
  await probot.ready();
  const co = assembleCo(options, probot);
  probot.webhooks.onError((error) => probot.log.error({ reason: error.message }, 'A webhook failed'));
  const handleWebhook = await probot.getNodeMiddleware({ path: webhookPath });
  const wakes = paceCalls(() => co.orchestrator.sweep(), WAKE_GAP_MS);
  const wake = { secret: options.wakeSecret, onWake: wakes.call };
  const server = createServer((request, response) => {
    answer(request, response, { handleWebhook, wake }).catch((error: unknown) => {
      probot.log.error({ err: error }, 'A request failed');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.listen(options.port, options.host ?? '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new ColoError('INTERNAL', 'The server has no port.');
  co.startSweeping();
  return {
    url: `http://${address.address.includes(':') ? `[${address.address}]` : address.address}:${address.port}`,
    idle: () => co.queue.idle(),
    async sweep() {
      co.orchestrator.sweep();
      await co.queue.idle();
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      wakes.stop();
      server.closeIdleConnections();
      await co.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function createProbot(options: StartOptions): Probot {
  const { appId, privateKey, secret, baseUrl, log } = options;
  const pace = options.throttle === false ? { throttle: { enabled: false }, retry: { enabled: false } } : {};
  const request = { fetch: createDeadlineFetch(REQUEST_TIMEOUT_MS) };
  const Octokit = ProbotOctokit.defaults((given: { readonly request?: object }) => ({
    ...given,
    ...pace,
    request: { ...given.request, ...request },
  }));
  return new Probot({
    appId,
    privateKey,
    secret,
    Octokit,
    webhookPath,
    logLevel: 'info',
    logFormat: 'json',
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(log === undefined ? {} : { log }),
  });
}

interface Handlers {
  readonly handleWebhook: Awaited<ReturnType<Probot['getNodeMiddleware']>>;
  readonly wake: Parameters<typeof takeWake>[1];
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { handleWebhook, wake }: Handlers,
): Promise<void> {
  if (request.method === 'GET' && request.url === '/healthz') {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n');
    return;
  }
  if (request.url === wakePath) {
    response.writeHead(await takeWake(request, wake), { 'content-length': '0', connection: 'close' }).end();
    return;
  }
  // GitHub delivers nothing larger, and always says how much; the middleware itself has no bound.
  const length = Number(request.headers['content-length'] ?? (request.method === 'POST' ? Number.NaN : '0'));
  if (!(length <= MAX_WEBHOOK_BYTES)) {
    response.writeHead(413, { connection: 'close' }).end();
    return;
  }
  if (await handleWebhook(request, response)) return;
  response.writeHead(404).end();
}
