import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import t from 'tap';
import { writeConfig } from '../site/lo-process.ts';
import { createSshSite } from '../site/ssh-site-rig.ts';

const BUNDLER = fileURLToPath(new URL('../../../bundle.mjs', import.meta.url));

t.test('LO as one file, alone in a folder, brings a host over SSH to what is desired', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'colo-bundle-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'lo.mjs');
  await execa(process.execPath, [BUNDLER, file]);
  const { rig } = await createSshSite(t, { kind: 'ssh2' });
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  const config = await writeConfig(rig);
  const lo = (...args: readonly string[]) =>
    execa(process.execPath, [file, ...args, '--config', config], { cwd: folder, reject: false });

  const once = await lo('once', '--json');

  t.equal(once.exitCode, 0, once.stderr);
  t.match(JSON.parse(once.stdout), { outcome: 'converged' });
  t.equal((await lo('diff')).exitCode, 0);
  t.match((await lo('status')).stdout, /hello 1\.0/);
});
