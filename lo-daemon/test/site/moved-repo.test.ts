import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { startInfraForge } from '../infra-forge.ts';
import { createSiteRig } from './site-rig.ts';

const HELLO = { applicationId: 'hello' } as const;

// FOUND B11
t.test('an infra repo that is renamed is followed, and its new address installs nothing anew', async (t) => {
  const server = await startInfraForge(t);
  const rig = await createSiteRig(t);
  const file = join(rig.root, 'token');
  await writeFile(file, `${server.token}\n`, { mode: 0o600 });
  const push = () => rig.infra.git('push', '-q', '--all', server.infra.path);
  const once = async (address: string, formerRepository?: string) => {
    const daemon = await rig.openWith({
      infra: {
        repository: `${server.forge.url}/${address}`,
        credential: { file },
        ...(formerRepository === undefined
          ? {}
          : { formerRepository: `${server.forge.url}/${formerRepository}` }),
      },
      reporters: [{ type: 'github-status', settings: { apiUrl: server.forge.url } }],
    });
    const outcome = await daemon.runOnce(new AbortController().signal);
    await daemon.close();
    return outcome;
  };
  server.forge.addFormerName('acme/infra', 'acme/plants');
  const first = await rig.want([{ ...HELLO, version: '1.0' }]);
  await push();

  t.equal(await once('acme/plants.git'), 'converged');

  t.match(rig.logged.join(''), /the infra repo was renamed/);
  t.match((await server.listStatuses(first))[0], { state: 'success' }, 'its reports get there too');

  const second = await rig.want([{ ...HELLO, version: '1.1' }]);
  await push();
  t.equal(await once('acme/infra.git', 'acme/plants.git'), 'converged');

  t.match((await server.listStatuses(second))[0], { state: 'success' });
  t.same(
    (await rig.starts()).map((line) => line.split(' ')[2]),
    ['1.0', '1.1'],
    'updated in its place',
  );
  t.same(await rig.running(), ['hello web 1.1 Hello']);
});
