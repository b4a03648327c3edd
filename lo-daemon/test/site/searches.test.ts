// To ask a container engine costs a host much more than a look: most looks do not.
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { killAll } from '../node/find-processes.ts';
import { runLo } from './lo-process.ts';
import { createSiteRig } from './site-rig.ts';

t.test('an engine is asked at the first look, when something is gone, and by lo diff', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'colo-searches-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const asked = join(folder, 'asked');
  const podman = join(folder, 'podman');
  await writeFile(podman, `#!/bin/sh\necho "$*" >>${asked}\n`);
  await chmod(podman, 0o755);
  const rig = await createSiteRig(t, { hostEntry: () => ({ searchPath: [folder] }) });
  const count = async () =>
    (await readFile(asked, 'utf8').catch(() => '')).split('\n').filter((line) => line.startsWith('ps '))
      .length;
  const apps = [{ applicationId: 'hello', version: '1.0' }];
  await rig.want(apps);
  const daemon = await rig.open();
  t.teardown(() => daemon.close());
  const once = () => daemon.runOnce(new AbortController().signal);

  t.equal(await once(), 'converged');
  t.equal(await count(), 1, 'the first look, and none of those after the actions');
  await killAll(await rig.findPrograms());
  t.equal(await once(), 'converged');
  t.equal(await count(), 1, 'that a program ended is no reason');
  await rig.want([]);
  t.equal(await once(), 'converged');
  t.equal(await count(), 2, 'before it is called removed');
  t.equal(await once(), 'converged');
  t.equal(await count(), 2);
  await daemon.close();

  t.match(await runLo(rig, 'diff'), { exitCode: 0 });
  t.equal(await count(), 3);
});
