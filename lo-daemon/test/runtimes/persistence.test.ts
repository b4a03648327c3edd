import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { parseEnviron } from '../contract/runtime-contract.ts';
import { killAll } from '../node/find-processes.ts';
import { createNodeRig, type NodeRig, OWNER, until } from '../node/node-rig.ts';
import { contentFile, sampleComponent } from '../node/sample-component.ts';
import { ageCompose, ageProcess } from './age-layout.ts';
import { openNode } from './compose-node.ts';
import {
  BOTH_ENGINES,
  type ComposeTool,
  listInstances,
  listVolumes,
  removeVolumes,
  testEachTool,
} from './compose-tools.ts';
import { makePersistentComponent, makeVolumeImage } from './persistent-component.ts';

t.setTimeout(900_000);

/** An application that writes to every kind of place, on a node. */
interface Subject {
  readonly rig: NodeRig;
  /** Version A or B of it; a sick one starts and never becomes healthy. */
  component(label: string, sick?: boolean): ReturnType<typeof sampleComponent>;
  /** Writes to every place what `data` says. */
  write(): Promise<void>;
  /** Reads every place, as the application sees it. */
  read(): Promise<Readonly<Record<string, string>>>;
  kill(): Promise<void>;
  /** Makes of it what the runners before data folders made. */
  age(): Promise<void>;
  /** What no LO asks for yet: removes it with all its data, by what the generation says. */
  purge(generation: number): Promise<void>;
  listVolumes(): Promise<readonly string[]>;
  /** Names what runs; another name after every start. */
  readInstance(): Promise<string>;
  /** What is there whatever happened. */
  readonly data: Readonly<Record<string, string>>;
  /** What comes with a version. */
  shipped(label: string): Readonly<Record<string, string>>;
}

interface Outcome {
  /** Version that runs afterwards. */
  readonly label: string;
  readonly outcome: string;
  /** Generations used up; default 1. */
  readonly used?: number;
}

type Step = (subject: Subject, generation: number) => Promise<Outcome>;

async function bring(subject: Subject, generation: number, label: string, options: RunOptions = {}) {
  const { sick = false, action = 'update' } = options;
  const end = await subject.rig.run(subject.component(label, sick), {
    generation,
    action,
    ...(sick ? { limits: { healthSeconds: 1 } } : {}),
  });
  return end.kind === 'finished' ? `${end.result.outcome} ${end.result.message}` : JSON.stringify(end);
}

interface RunOptions {
  readonly sick?: boolean;
  readonly action?: 'install' | 'update' | 'replace';
}

/** Whatever is done to an application but a purge, in an order in which each starts from what the one before left. */
const steps: Readonly<Record<string, Step>> = {
  update: async (subject, generation) => ({ label: 'B', outcome: await bring(subject, generation, 'B') }),
  'failed update and return': async (subject, generation) => ({
    label: 'B',
    outcome: await bring(subject, generation, 'C', { sick: true }),
  }),
  'healing of what was killed': async (subject, generation) => {
    await subject.kill();
    return { label: 'B', outcome: await bring(subject, generation, 'B') };
  },
  'boot of the host': async (subject) => {
    await subject.kill();
    const { slots } = await subject.rig.client.boot();
    return { label: 'B', outcome: `installed ${JSON.stringify(slots)}`, used: 0 };
  },
  replace: async (subject, generation) => ({
    label: 'B',
    outcome: await bring(subject, generation, 'B', { action: 'replace' }),
  }),
  'return to the version before': async (subject, generation) => ({
    label: 'A',
    outcome: await bring(subject, generation, 'A'),
  }),
  'removal and installation': async (subject, generation) => {
    await subject.rig.remove(generation);
    return { label: 'A', outcome: await bring(subject, generation + 1, 'A', { action: 'install' }), used: 2 };
  },
};

function testPersistence(t: Test, open: (t: Test) => Promise<Subject>): void {
  t.test('what an application writes outlives every operation', async (t) => {
    const subject = await open(t);
    t.match(await bring(subject, 1, 'A', { action: 'install' }), /^installed /);
    await subject.write();
    t.same(await subject.read(), { ...subject.data, ...subject.shipped('A') }, 'written');
    let generation = 2;
    for (const [name, step] of Object.entries(steps)) {
      const { label, outcome, used = 1 } = await step(subject, generation);
      generation += used;
      t.match(
        outcome,
        name === 'failed update and return' ? /^rolled-back / : /^installed /,
        `${name}: ${outcome}`,
      );
      if (name === 'update') t.match(outcome, /edited files stay.*edited\.conf/, 'which is said');
      t.same(await subject.read(), { ...subject.data, ...subject.shipped(label) }, name);
    }

    await subject.purge(generation - 1);

    t.same(await readdir(join(subject.rig.workdir, 'data', OWNER), { recursive: true }), []);
    t.same(await subject.listVolumes(), [], 'a purge leaves nothing');
  });
}

/** What this runner does first to what a runner before data folders left. */
const takeovers: Readonly<Record<string, Step>> = {
  'failed update and return': async (subject, generation) => ({
    label: 'A',
    outcome: await bring(subject, generation, 'C', { sick: true }),
  }),
  'removal and installation': async (subject, generation) => {
    await subject.rig.remove(generation);
    return { label: 'A', outcome: await bring(subject, generation + 1, 'A', { action: 'install' }), used: 2 };
  },
  'healing of what was killed': async (subject, generation) => {
    await subject.kill();
    return { label: 'A', outcome: await bring(subject, generation, 'A') };
  },
  update: async (subject, generation) => ({ label: 'B', outcome: await bring(subject, generation, 'B') }),
};

function testTakeover(t: Test, open: (t: Test) => Promise<Subject>): void {
  t.test('what a runner without data folders left is taken over', async (t) => {
    const subject = await open(t);
    t.match(await bring(subject, 1, 'A', { action: 'install' }), /^installed /);
    let generation = 2;
    for (const [name, step] of Object.entries(takeovers)) {
      await subject.age();
      await subject.write();
      const instance = await subject.readInstance();
      await until('it is healthy', async () => {
        const { runs } = await subject.rig.client.look(subject.rig.slot);
        return runs.kind === 'component' && runs.health === 'healthy';
      });
      t.equal(await subject.readInstance(), instance, 'a look restarts nothing');

      const { label, outcome, used = 1 } = await step(subject, generation);

      generation += used;
      t.match(
        outcome,
        name === 'failed update and return' ? /^rolled-back / : /^installed /,
        `${name}: ${outcome}`,
      );
      t.same(await subject.read(), { ...subject.data, ...subject.shipped(label) }, name);
      const kept = await readdir(join(subject.rig.workdir, 'data', OWNER, 'hello/web'));
      t.notOk(kept.includes('former'), 'nothing was left that has no place');
    }
  });
}

function purge(rig: NodeRig, generation: number): void {
  const [digest = ''] = readdirSync(join(rig.workdir, 'runner'));
  const runner = join(rig.workdir, 'runner', digest, 'runner.sh');
  const { status, stderr } = spawnSync('sh', [runner, '@act', rig.slotFolder, String(generation), 'purge'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

async function openProcess(t: Test): Promise<Subject> {
  const rig = await createNodeRig(t);
  const program = '#!/bin/sh\necho "$VERSION_LABEL $$" >>"$OUT/starts"\nexec sleep 1000\n';
  const folderOf = async () => `/proc/${(await rig.programs())[0]}/cwd`;
  const dataOf = async () => {
    const environment = parseEnviron(readFileSync(`/proc/${(await rig.programs())[0]}/environ`, 'utf8'));
    return environment.get('COLO_DATA_DIR') ?? '';
  };
  const data = {
    'new/made': 'm',
    'shipped/made': 'm',
    'shipped/edited.conf': 'mine',
    'edited.conf': 'mine',
  };
  return {
    rig,
    component: (label, sick = false) =>
      sampleComponent({
        label,
        out: rig.out,
        properties: {
          // The health command gets the folder as well, and writes to the working folder, whatever the umask.
          healthCheck: {
            command: sick ? ['false'] : ['sh', '-c', 'test -d "$COLO_DATA_DIR" && test -f run.sh'],
          },
        },
        files: [
          contentFile('app/run.sh', `${program}# ${label}\n`, '0755'),
          contentFile('app/shipped/unedited.conf', `of ${label}`),
          contentFile('app/shipped/edited.conf', `of ${label}`),
          contentFile('app/edited.conf', 'of all'),
        ],
      }),
    async write() {
      const folder = await folderOf();
      await mkdir(join(folder, 'new'), { recursive: true });
      for (const [name, text] of Object.entries(data)) writeFileSync(join(folder, name), text);
      await mkdir(await dataOf(), { recursive: true });
      writeFileSync(join(await dataOf(), 'made'), 'm');
    },
    async read() {
      const folder = await folderOf();
      const names = [...Object.keys(data), 'run.sh', 'shipped/unedited.conf'];
      return Object.fromEntries([
        ...names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
        ['COLO_DATA_DIR', readFileSync(join(await dataOf(), 'made'), 'utf8')],
      ]);
    },
    kill: async () => killAll(await rig.programs()),
    purge: async (generation) => purge(rig, generation),
    listVolumes: async () => [],
    age: () => ageProcess(rig),
    readInstance: async () => (await rig.programs()).join(' '),
    data: { ...data, COLO_DATA_DIR: 'm' },
    shipped: (label) => ({ 'run.sh': `${program}# ${label}\n`, 'shipped/unedited.conf': `of ${label}` }),
  };
}

async function openCompose(t: Test, tool: ComposeTool, image: string): Promise<Subject> {
  const { containers } = tool;
  const { rig } = await openNode(t, tool);
  t.teardown(async () => {
    await containers.removeContainers();
    await removeVolumes(containers);
  });
  const inside = async (script: string) => {
    const id = (await containers.command('ps', '-q')).trim();
    return containers.command('exec', id, '/bin/sh', '-c', script);
  };
  const places = {
    '/new/made': 'm',
    '/shipped/made': 'm',
    '/shipped/edited.conf': 'mine',
    '/edited.conf': 'mine',
    '/var/image/made': 'm',
    '/named/made': 'm',
    '/nameless/made': 'm',
  };
  return {
    rig,
    component: (label, sick = false) => makePersistentComponent(label, image, sick),
    async write() {
      await inside(
        Object.entries(places)
          .map(([path, text]) => `echo -n ${text} >${path}`)
          .join('; '),
      );
    },
    async read() {
      const names = [...Object.keys(places), '/shipped/unedited.conf', '/read-only.conf'];
      const text = await inside(names.map((name) => `cat ${name} || echo -n none; echo`).join('; '));
      const lines = text.split('\n');
      return Object.fromEntries(names.map((name, index) => [name, lines[index] ?? '']));
    },
    async kill() {
      await containers.command('kill', (await containers.command('ps', '-q')).trim());
    },
    purge: async (generation) => purge(rig, generation),
    listVolumes: () => listVolumes(containers),
    age: () => ageCompose(rig, tool),
    readInstance: () => listInstances(containers).then((list) => list.join(' ')),
    data: places,
    shipped: (label) => ({ '/shipped/unedited.conf': `of ${label}`, '/read-only.conf': `of ${label}` }),
  };
}

t.test('process', async (t) => {
  testPersistence(t, openProcess);
  testTakeover(t, openProcess);
});

testEachTool(t, BOTH_ENGINES, async (t, tool) => {
  const image = await makeVolumeImage(tool.containers, '/var/image');
  testPersistence(t, (t) => openCompose(t, tool, image));
  testTakeover(t, (t) => openCompose(t, tool, image));
});
