import { existsSync } from 'node:fs';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import t from 'tap';
import { writeConfig } from '../site/lo-process.ts';
import { createSiteRig } from '../site/site-rig.ts';

const LO = fileURLToPath(new URL('../../../bin/lo.js', import.meta.url));

// FOUND B3
t.test('a checkout that LO is started in has no say in what its Git does', async (t) => {
  const rig = await createSiteRig(t);
  await rig.want([{ applicationId: 'hello', version: '1.0' }]);
  const repository = `file://${rig.infra.bare}`;
  const config = await writeConfig({
    ...rig,
    config: { ...rig.config, infra: { ...rig.config.infra, repository } },
  });
  const checkout = join(rig.root, 'foreign');
  const mark = join(rig.root, 'was-run');
  const program = join(rig.root, 'program');
  await writeFile(program, `#!/bin/sh\necho "$0" >>${mark}\nexec git-upload-pack "$@"\n`);
  await chmod(program, 0o755);
  await mkdir(checkout);
  const git = (...args: readonly string[]) => execa('git', ['-C', checkout, ...args]);
  await git('init', '-q');
  for (const [key, value] of [
    [`remote.${repository}.uploadpack`, program],
    ['core.sshCommand', program],
    ['core.fsmonitor', program],
    ['core.hooksPath', checkout],
    ['init.templateDir', checkout],
    [`url.${repository}-elsewhere.insteadOf`, repository],
  ])
    await git('config', `${key}`, `${value}`);
  const once = (cwd: string) =>
    execa(process.execPath, [LO, 'once', '--config', config], { cwd, reject: false });

  t.match(await once(checkout), { exitCode: 0 });

  t.notOk(existsSync(mark), 'nothing of it was run');
  t.same(await rig.running(), ['hello web 1.0 Hello']);
  await git('ls-remote', `${repository}-elsewhere`).catch(() => undefined);
  await git('config', '--unset', `url.${repository}-elsewhere.insteadOf`);
  await git('ls-remote', repository);
  t.ok(existsSync(mark), 'which Git itself does run there');

  // A bare repository is one of itself.
  await rename(join(checkout, '.git'), join(rig.root, 'bare'));
  await git('init', '-q');
  t.match(await once(join(rig.root, 'bare')), { exitCode: 0 });
});
