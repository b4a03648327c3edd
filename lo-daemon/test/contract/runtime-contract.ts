import { compileSchema } from '@colo/schemas/documents/schema';
import type { Test } from 'tap';
import type { ComponentToRun, Runtime } from '../../src/runtimes/runtime.ts';
import type { NodeRig } from '../node/node-rig.ts';
import { NO_PRIVILEGES, targetOf } from '../node/sample-component.ts';

export interface SampleWish {
  readonly label: string;
  /** True: it starts, and never becomes healthy. */
  readonly sick?: boolean;
  /** Environment variables on top of the sample's own. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A node on which components of one runtime run, and eyes and hands on it that are not colo's. */
export interface RuntimeNode {
  readonly rig: NodeRig;
  component(wish: SampleWish): ComponentToRun;
  /** Names what runs now; another name after every start. Empty: nothing runs. */
  readInstance(): Promise<string>;
  /** The environment of the program itself, as the kernel has it. */
  readEnvironment(): Promise<ReadonlyMap<string, string>>;
  killByHand(): Promise<void>;
  /** What the runtime left on the node, besides LO's own records. */
  listLeft(): Promise<readonly string[]>;
}

export interface RuntimeContract {
  readonly runtime: Runtime;
  /** Largest value of one variable that it passes on, in bytes. */
  readonly largestValue: number;
  open(t: Test): Promise<RuntimeNode>;
}

/** What would steer the node itself, whatever the runtime. */
const REFUSED = ['PATH', 'LD_PRELOAD', 'DOCKER_HOST', 'COMPOSE_FILE', 'ENV.PATH', 'BASH_ENV', 'HOME'];

/** Every runtime must pass this suite. */
export function testRuntime(t: Test, contract: RuntimeContract): void {
  const { runtime } = contract;

  t.test(`${runtime.id} describes itself`, async (t) => {
    t.match(runtime.id, /^[a-z][a-z0-9]{0,30}$/);
    t.match(runtime.help, /\w.*\.$/);
    for (const schema of [runtime.configSchema, runtime.propertiesSchema]) {
      t.equal(compileSchema(schema)({ surprise: true }), false, 'an unknown key is refused');
    }
    for (const name of ['facts', 'stage', 'apply', 'remove', 'observe']) {
      t.match(runtime.script, new RegExp(`^${runtime.id}_${name}\\(\\) [({]`, 'm'), `has ${name}`);
    }
    t.type(runtime.capabilities.pullsOnStage, 'boolean');
    t.type(runtime.capabilities.restartsByItself, 'boolean');
  });

  t.test(`${runtime.id} runs a component through its whole life`, async (t) => {
    const node = await contract.open(t);
    const { rig } = node;
    const good = node.component({ label: 'A' });

    t.match(await rig.run(good), { kind: 'finished', result: { outcome: 'installed', runs: targetOf('A') } });
    const { facts, slots } = await rig.client.observe();
    t.match(slots, [
      { runs: { type: runtime.id, target: targetOf('A'), health: /^healthy$/, version: 'A' } },
    ]);
    t.ok(Object.keys(facts.tools).some((name) => name.startsWith(`${runtime.id}.`)));
    const first = await node.readInstance();
    t.not(first, '');

    const again = await rig.run(good, { generation: 2, action: 'update' });
    t.match(again, { kind: 'finished', result: { outcome: 'installed', runs: targetOf('A') } });
    t.match((await rig.client.look(rig.slot)).runs, { target: targetOf('A'), health: /^healthy$/ });

    const next = await rig.run(node.component({ label: 'B' }), { generation: 3, action: 'update' });
    t.match(next, { kind: 'finished', result: { outcome: 'installed', runs: targetOf('B') } });
    t.not(await node.readInstance(), first, 'another digest is another instance');

    const sick = node.component({ label: 'C', sick: true });
    t.match(await rig.run(sick, { generation: 4, action: 'update', limits: { healthSeconds: 2 } }), {
      kind: 'finished',
      result: { outcome: 'rolled-back', code: 'UNHEALTHY', runs: targetOf('B') },
    });
    t.match((await rig.client.look(rig.slot)).runs, { target: targetOf('B'), health: /^healthy$/ });

    await node.killByHand();
    t.match((await rig.client.look(rig.slot)).runs, { health: 'stopped' }, 'killed by hand is seen');
    const healed = await rig.run(node.component({ label: 'B' }), { generation: 5, action: 'update' });
    t.match(healed, { kind: 'finished', result: { outcome: 'installed', runs: targetOf('B') } });

    for (const generation of [6, 7]) {
      t.match(await rig.remove(generation), {
        kind: 'finished',
        result: { outcome: 'removed', runs: 'none' },
      });
      t.equal(await node.readInstance(), '');
      t.same(await node.listLeft(), [], 'really gone');
      t.match((await rig.client.look(rig.slot)).runs, { kind: 'nothing' });
    }
  });

  // Fault 26
  t.test(`${runtime.id} passes values on, byte for byte`, async (t) => {
    const node = await contract.open(t);
    const values = {
      LINES: 'one\ntwo\n',
      LIST: 'a,b, c=d;e',
      DOLLAR: '$HOME ${HOME} $$ $(id) `id`',
      PERCENT: '%s %% %n',
      QUOTES: `'single' "double" \\ \\n`,
      EMPTY: '',
      WIDE: 'ä€😀\t',
      LARGE: 'x'.repeat(contract.largestValue),
    };

    const end = await node.rig.run(node.component({ label: 'A', environment: values }));

    t.match(end, { kind: 'finished', result: { outcome: 'installed' } });
    const found = await node.readEnvironment();
    for (const [name, value] of Object.entries(values)) {
      t.ok(found.get(name) === value, `${name}: ${JSON.stringify(found.get(name))?.slice(0, 100)}`);
    }
  });

  // Fault 23
  t.test(`${runtime.id} refuses variables that would steer the node`, async (t) => {
    const node = await contract.open(t);
    for (const name of REFUSED) {
      const component = node.component({ label: 'A', environment: { [name]: 'x' } });

      await t.rejects(
        runtime.prepare(component, NO_PRIVILEGES),
        { code: 'NODE_ENVIRONMENT_REFUSED', kind: 'terminal' },
        name,
      );
    }
  });
}

/** Reads the kernel's `/proc/<pid>/environ`. */
export function parseEnviron(bytes: string): ReadonlyMap<string, string> {
  return new Map(
    bytes
      .split('\0')
      .filter((entry) => entry.includes('='))
      .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
}
