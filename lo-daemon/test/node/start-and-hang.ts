// A stand-in for an LO that is killed after `start` reached the node and before the reply was read.
// Called by connection-faults.test.ts with one JSON argument.
import { createIntent } from '../../src/node/create-intent.ts';
import { createNodeClient } from '../../src/node/create-node-client.ts';
import { runtimes } from '../../src/runtimes/registry.ts';
import { ssh2Transport } from '../../src/transports/ssh2/ssh2-transport.ts';
import type { HostTarget } from '../../src/transports/transport.ts';
import { OWNER } from './node-rig.ts';
import { contentFile, NO_PRIVILEGES, sampleComponent } from './sample-component.ts';

interface Order {
  readonly nonce: string;
  readonly target: HostTarget;
  readonly workdir: string;
  readonly out: string;
}

// trust boundary: written by the test that starts this program
const order = JSON.parse(process.argv[2] ?? '') as Order;
const client = createNodeClient({
  target: order.target,
  transport: ssh2Transport,
  workdir: order.workdir,
  sudo: false,
  searchPath: [],
  owner: OWNER,
  runtimes: [...runtimes.values()],
});
const component = sampleComponent({
  label: 'slow',
  out: order.out,
  properties: { healthCheck: { command: ['test', '-e', `${order.out}/open`] }, timeout: '5m0s' },
  files: [contentFile('app/run.sh', 'echo "$VERSION_LABEL $$" >>"$OUT/starts"\nexec sleep 1000\n')],
});
const prepared = await runtimes.get('process')?.prepare(component, NO_PRIVILEGES);
if (prepared !== undefined) {
  const plan = {
    owner: OWNER,
    generation: 1,
    nonce: order.nonce,
    action: 'install',
    commit: 'c0ffee0',
  } as const;
  await client.start(createIntent(prepared, { ...plan, onFailure: 'rollback' }));
  // The reply is never acted on: the test kills this process.
  setInterval(() => undefined, 1000);
}
