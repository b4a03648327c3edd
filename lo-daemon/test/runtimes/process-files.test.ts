import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { killAll } from '../node/find-processes.ts';
import { createNodeRig, type NodeRig } from '../node/node-rig.ts';
import { contentFile, sampleComponent, targetOf } from '../node/sample-component.ts';

const PROGRAM = 'echo "$VERSION_LABEL $$" >>"$OUT/starts"\nexec sleep 1000\n';

t.test('what the command names is always that of the package; what else a program edits stays', async (t) => {
  const rig = await createNodeRig(t);
  // Neither file may be executed by itself.
  const files = [contentFile('app/run.sh', PROGRAM), contentFile('app/run.conf', 'as shipped')];
  const component = sampleComponent({ label: 'A', out: rig.out, files });
  t.match(await rig.run(component), { result: { outcome: 'installed' } });
  const folder = join(await findFiles(rig), 'app');

  await writeFile(join(folder, 'run.sh'), PROGRAM.slice(0, 20));
  await writeFile(join(folder, 'run.conf'), 'as edited');
  await killAll(await rig.programs());

  t.match(await rig.run(component, { generation: 2 }), {
    result: { outcome: 'installed', runs: targetOf('A') },
  });
  t.equal(await readFile(join(folder, 'run.sh'), 'utf8'), PROGRAM);
  t.equal(await readFile(join(folder, 'run.conf'), 'utf8'), 'as edited');
});

async function findFiles(rig: NodeRig): Promise<string> {
  const data = join(rig.workdir, 'data');
  const [owner = ''] = await readdir(data);
  return join(data, owner, rig.slot.applicationId, rig.slot.component, 'files');
}
