import { access } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { bestHostKind } from '../ssh-hosts.ts';
import { SITE } from './site-rig.ts';
import { createSshSite } from './ssh-site-rig.ts';

const FILE = `sites/${SITE}/site.yaml`;

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

// Fault 27
t.test('an inventory with commands for names is not used, and what runs goes on', async (t) => {
  const { rig } = await createSshSite(t, { kind: bestHostKind() });
  const wish = [{ applicationId: 'hello', version: '1.0' }] as const;
  await rig.want(wish);
  t.equal(await rig.once(), 'converged');
  const text = rig.inventory()[FILE] ?? '';
  const mark = join(rig.root, 'mark');
  const relative = join(process.cwd(), 'x');
  const cases: Readonly<Record<string, string>> = {
    'an option for an address': text.replace(/address: .*/, 'address: "-oProxyCommand=touch x"'),
    'an option with a path for an address': text.replace(
      /address: .*/,
      `address: "-oProxyCommand=touch ${mark}"`,
    ),
    'a command for an address': text.replace(/address: .*/, `address: "$(touch ${mark})"`),
    'a user of two words': text.replace(/user: .*/, 'user: "a b"'),
    'an option for a user': text.replace(/user: .*/, `user: "-oProxyCommand=touch ${mark}"`),
    'a command for a host': text.replace(/name: edge-01/, 'name: "$(id)"'),
    'a command for a workdir': text.replace(/workdir: .*/, `workdir: "/tmp/$(touch ${mark})"`),
  };
  for (const [name, hostile] of Object.entries(cases)) {
    t.not(hostile, text, `${name}: written`);
    const commit = await rig.infra.commit({ [FILE]: hostile }, name);

    t.equal(await rig.once(), 'failed', name);

    t.match(
      (await rig.reports()).at(-1),
      { commit, context: 'lo/eu/berlin/edge-01/hello', state: 'failure' },
      `${name}: said`,
    );
    t.equal(await exists(mark), false, `${name}: no file appears`);
    t.equal(await exists(relative), false, `${name}: no file appears here either`);
    t.ok((await rig.findPrograms()).length > 0, `${name}: what runs goes on`);
  }
  const daemon = await rig.open();
  t.match(daemon.describe(), { refused: { message: /site\.yaml:\d+:\d+: / } }, 'with file, line and column');
  await daemon.close();

  const repaired = await rig.infra.commit(rig.inventory(), 'repair');
  t.equal(await rig.once(), 'converged');
  t.match((await rig.reports()).at(-1), { commit: repaired, state: 'success' });
  t.equal((await rig.starts()).length, 1, 'and was never started again');
});
