import { once } from 'node:events';
import { join } from 'node:path';
import { startForge } from '@colo/local-forge';
import { startCountingRelay } from './support/counting-relay.ts';
import type { ForgeMessage } from './support/forge-message.ts';

// A process of its own: the server's work must not take turns with what is measured. `argv`: folder, repositories.
const [folder = '', ...repositories] = process.argv.slice(2);
const OWNER = 'acme';
const root = join(folder, 'repositories');
const forge = await startForge({ root });
const { token } = forge.createUser(OWNER);
for (const name of repositories) await forge.createRepository({ owner: OWNER, name, private: true });
const relay = await startCountingRelay(Number(new URL(forge.url).port));

const send = (message: ForgeMessage): void => {
  process.send?.(message);
};
process.on('message', (message) => {
  if (message === 'take') send({ kind: 'traffic', bytes: relay.take() });
});
send({ kind: 'ready', url: `http://127.0.0.1:${relay.port}`, root, token });
// Ends with whoever started it, however that ended.
await once(process, 'disconnect');
await relay.close();
await forge.close();
