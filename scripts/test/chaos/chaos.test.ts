// Own process: it plays whole sites, some beside each other, and waits for them.
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { runChaos } from '../../src/chaos/run-chaos.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
/** Of the plans that `npm run chaos` plays by hand. */
const RUNS = 24;
const SEED = Number(process.env['COLO_CHAOS_SEED'] ?? '1');

t.setTimeout(900_000);

t.test('drawn plans end as desired, whatever happens on the way', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'colo-chaos-test-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  for (const name of ['lo-daemon', 'schemas', 'node_modules'])
    await symlink(join(ROOT, name), join(folder, name));
  const said: string[] = [];
  const args = ['--runs', String(RUNS), '--seed', String(SEED), '--jobs', '4'];

  const code = await runChaos(args, folder, (line) => {
    said.push(line);
  });

  t.equal(code, 0, said.join('\n'));
  t.match(said.at(-1), /plans, \d+ with containers: 0 failed$/);
});
