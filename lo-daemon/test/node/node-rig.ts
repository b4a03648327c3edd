import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import { computeOwner } from '../../src/node/compute-owner.ts';
import { createIntent } from '../../src/node/create-intent.ts';
import { createNodeClient } from '../../src/node/create-node-client.ts';
import { createNonce } from '../../src/node/create-nonce.ts';
import { createRemoveIntent } from '../../src/node/create-remove-intent.ts';
import type { AttemptAction, Intent, SlotName } from '../../src/node/intent.ts';
import type { AttemptEnd, NodeClient } from '../../src/node/node-client.ts';
import type { NodeClientOptions } from '../../src/node/node-client-options.ts';
import { runtimes } from '../../src/runtimes/registry.ts';
import type { AttemptLimits, ComponentToRun, PreparedComponent } from '../../src/runtimes/runtime.ts';
import { localTransport } from '../../src/transports/local/local-transport.ts';
import { findProcesses, killAll } from './find-processes.ts';
import { DEPLOYMENT_ID, NO_PRIVILEGES } from './sample-component.ts';

/** How long tests wait for what must come. A machine that is busy with other things takes its time. In milliseconds. */
export const DEADLINE_MS = 180_000;

export const OWNER = computeOwner('https://forge.test/infra.git', 'eu/berlin');

/** A node that is this machine, in a folder of its own. */
export interface NodeRig {
  readonly root: string;
  readonly workdir: string;
  /** Where sample programs leave their marks. */
  readonly out: string;
  readonly client: NodeClient;
  readonly slot: SlotName;
  readonly slotFolder: string;
  newClient(options?: Partial<NodeClientOptions>): NodeClient;
  prepare(component: ComponentToRun): Promise<PreparedComponent>;
  /** Stages, starts and waits, as LO does. */
  run(component: ComponentToRun, options?: RunOptions): Promise<AttemptEnd>;
  remove(generation: number): Promise<AttemptEnd>;
  intentFor(component: ComponentToRun, options?: RunOptions): Promise<Intent>;
  starts(): readonly string[];
  /** Pids of sample programs that run now. A pid in `starts` may be another's by now: numbers come again quickly. */
  programs(): Promise<readonly number[]>;
}

export interface RunOptions {
  readonly generation?: number;
  readonly action?: Exclude<AttemptAction, 'remove'>;
  readonly onFailure?: 'rollback' | 'stop';
  readonly nonce?: string;
  /** In place of those that the component's properties give. */
  readonly limits?: Partial<AttemptLimits>;
}

/** Makes a node; what it starts is ended and removed with the test. */
export async function createNodeRig(t: Test, overrides: Partial<NodeClientOptions> = {}): Promise<NodeRig> {
  const root = await mkdtemp(join(tmpdir(), 'colo-node-'));
  const workdir = join(root, 'work dir'.replace(' ', '-'));
  const out = join(root, 'out');
  await mkdir(workdir);
  await mkdir(out);
  const clients: NodeClient[] = [];
  const slot: SlotName = {
    site: 'eu/berlin',
    applicationId: 'hello',
    deploymentId: DEPLOYMENT_ID,
    component: 'web',
  };
  function newClient(options: Partial<NodeClientOptions> = {}): NodeClient {
    const client = createNodeClient({
      target: {
        site: 'eu/berlin',
        host: 'edge-01',
        address: '127.0.0.1',
        port: 22,
        user: 'nobody',
        hostKeys: [],
      },
      transport: localTransport,
      workdir,
      sudo: false,
      searchPath: [],
      owner: OWNER,
      runtimes: [...runtimes.values()],
      ...overrides,
      ...options,
    });
    clients.push(client);
    return client;
  }
  const client = newClient();
  t.teardown(async () => {
    await Promise.all(clients.map((each) => each.close()));
    await killAll(await findProcesses(root));
    await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  const rig: NodeRig = {
    root,
    workdir,
    out,
    client,
    slot,
    slotFolder: join(workdir, 'slots', OWNER, DEPLOYMENT_ID, 'web'),
    newClient,
    async prepare(component) {
      const runtime = runtimes.get(component.type);
      if (runtime === undefined) {
        throw new Error(`no runtime ${component.type}`);
      }
      return runtime.prepare(component, NO_PRIVILEGES);
    },
    async intentFor(component, options = {}) {
      const { generation = 1, action = 'install', onFailure = 'rollback', nonce = createNonce() } = options;
      const prepared = await rig.prepare(component);
      return createIntent(
        { ...prepared, limits: { ...prepared.limits, ...options.limits } },
        { owner: OWNER, generation, nonce, action, commit: 'c0ffee0', onFailure },
      );
    },
    async run(component, options = {}) {
      await client.stage(await rig.prepare(component));
      return startAndWait(client, await rig.intentFor(component, options));
    },
    remove: (generation) =>
      startAndWait(
        client,
        createRemoveIntent({
          slot,
          owner: OWNER,
          generation,
          nonce: createNonce(),
          type: 'process',
          commit: 'c0ffee0',
        }),
      ),
    starts: () => readLines(join(out, 'starts')),
    async programs() {
      const started = new Set(rig.starts().map((line) => Number(line.split(' ')[1])));
      return (await findProcesses(out)).filter((pid) => started.has(pid));
    },
  };
  return rig;
}

/** Starts an intent, which must be accepted, and waits for its end. */
export async function startAndWait(client: NodeClient, intent: Intent): Promise<AttemptEnd> {
  const reply = await client.start(intent);
  if (reply.kind !== 'started') {
    throw new Error(`start answered ${JSON.stringify(reply)}`);
  }
  return client.wait(intent.slot, {
    generation: intent.generation,
    nonce: intent.nonce,
    deadlineMs: DEADLINE_MS,
  });
}

/** Lines of a file that somebody may be writing to: one whose end is not there yet does not count. */
function readLines(file: string): readonly string[] {
  try {
    const text = readFileSync(file, 'utf8');
    return text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .filter(Boolean);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

/** Polls until a condition holds; the test fails when it does not within the deadline, which only a broken program or a machine at a standstill misses. */
export async function until(
  what: string,
  condition: () => Promise<boolean> | boolean,
  timeoutMs = DEADLINE_MS,
) {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) {
      throw new Error(`${what} did not happen within ${timeoutMs} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Reads a file that a sample program wrote. */
export async function readMark(rig: NodeRig, name: string): Promise<string> {
  return readFile(join(rig.out, name), 'utf8');
}
