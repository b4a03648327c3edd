import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import type { Forge, ForgeOptions } from './forge-types.ts';
import { createListener } from './http/create-server.ts';
import { manageForge } from './manage-forge.ts';
import { createStore } from './store/create-store.ts';
import { createWebhooks } from './webhooks/create-webhooks.ts';
import type { World } from './world.ts';

/**
 * Starts a forge on the loopback address. Issues, pull requests and statuses live in memory; repositories are real
 * bare repositories below `options.root`.
 *
 * @throws ColoError FORGE_MISUSE when the port cannot be had
 */
export async function startForge(options: ForgeOptions): Promise<Forge> {
  const root = resolve(options.root);
  await mkdir(root, { recursive: true });
  const server = createServer();
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new ColoError('FORGE_MISUSE', `port ${options.port ?? 0} cannot be listened on`, { cause });
  }
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new ColoError('FORGE_MISUSE', 'the server has no port');
  }
  const store = createStore();
  const now = options.now ?? (() => new Date());
  const log = options.log ?? (() => undefined);
  const base = `http://127.0.0.1:${address.port}`;
  const faults = { current: options.faults ?? {} };
  const webhooks = createWebhooks({ store, base, now, log, faults });
  const world: World = { store, webhooks, base, root, now, log, faults };
  server.on('request', createListener(world));
  return manageForge(world, async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  });
}
