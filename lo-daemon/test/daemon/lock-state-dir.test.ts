import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t, { type Test } from 'tap';
import { lockStateDir } from '../../src/daemon/lock-state-dir.ts';
import { until } from '../node/node-rig.ts';

const PROGRAM = fileURLToPath(new URL('./take-locks.js', import.meta.url));
const RIVALS = 4;
const ROUNDS = 40;

/** A process that takes the lock of each folder that it is told, a line each, and says what came of it. */
function startRival(t: Test): { readonly child: ChildProcess; take(folder: string): Promise<string> } {
  const child = spawn(process.execPath, [PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  const output = child.stdout.setEncoding('utf8');
  return {
    child,
    async take(folder) {
      child.stdin.write(`${folder}\n`);
      const [said] = await once(output, 'data');
      return String(said).trim();
    },
  };
}

t.test('of several LOs that take a folder at the same moment, one gets it', async (t) => {
  const root = t.testdir();
  const rivals = Array.from({ length: RIVALS }, () => startRival(t));
  for (let round = 0; round < ROUNDS; round += 1) {
    const folder = join(root, String(round));
    await mkdir(folder);
    // Every second time a dead one's lock is there.
    if (round % 2 === 1) await writeFile(join(folder, 'lock'), '4194305 1\n');

    const said = await Promise.all(rivals.map(({ take }) => take(folder)));

    if (said.filter((word) => word === 'taken').length !== 1) t.fail(`round ${round}: ${said.join(', ')}`);
    const others = said.filter((word) => word !== 'taken');
    if (others.some((word) => word !== 'LO_ALREADY_RUNNING')) t.fail(`round ${round}: ${said.join(', ')}`);
  }
  t.pass(`${ROUNDS} rounds`);
});

t.test('a lock names its holder, leaves nothing beside it, and goes with it', async (t) => {
  const folder = t.testdir({ lock: '' });

  const lock = await lockStateDir(folder);

  t.match(await readFile(join(folder, 'lock'), 'utf8'), new RegExp(`^${process.pid} \\d+ pass\n$`));
  t.same(await readdir(folder), ['lock']);
  await lock.release();
  t.same(await readdir(folder), []);
});

t.test('the service waits for a command that ends by itself, not for another service', async (t) => {
  const folder = t.testdir();
  const rival = startRival(t);
  t.equal(await rival.take(folder), 'taken');
  const waited: number[] = [];
  const stop = new AbortController();
  const take = (signal: AbortSignal) =>
    lockStateDir(folder, { kind: 'run', signal, onWait: (pid) => waited.push(pid) });
  const service = take(new AbortController().signal);
  const stopped = take(stop.signal);
  await until('both wait', async () => waited.length === 2);
  stop.abort();
  await t.rejects(stopped, { code: 'LO_ALREADY_RUNNING' }, 'one that is told to stop waits no longer');

  rival.child.kill('SIGKILL');
  const lock = await service;

  t.same(waited, [rival.child.pid, rival.child.pid], 'each says once for whom it waits');
  t.match(await readFile(join(folder, 'lock'), 'utf8'), new RegExp(`^${process.pid} \\d+\n$`));
  const second = startRival(t);
  t.equal(await second.take(folder), 'LO_ALREADY_RUNNING');
  await lock.release();
});

for (const [name, content] of [
  ['zeros, as after a power cut', '\0'.repeat(512)],
  ['ten thousand letters', 'x'.repeat(10_000)],
] as const) {
  t.test(`a lock of ${name} is nobody's`, async (t) => {
    const folder = t.testdir({ lock: content });

    const lock = await lockStateDir(folder);

    t.same(await readdir(folder), ['lock']);
    await lock.release();
  });
}
