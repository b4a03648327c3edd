import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { NodeRig } from '../node/node-rig.ts';
import { type ComposeTool, removeVolumes } from './compose-tools.ts';

const run = promisify(execFile);

/** Settings that only a runner with a data folder knows. */
const NEW_SETTINGS =
  /^S_(?:PLACES|SERVICE_IMAGES|TARGETS|ANONYMOUS|BORROWERS|UNFIT_PODMAN_COMPOSE)='[^']*'\n/gm;

/**
 * Brings an installed `process` into the layout of the runners before data folders: its working folder is
 * `run/<generation>/files`, a copy of the shipped files with what the program wrote beside them.
 */
export async function ageProcess(rig: NodeRig): Promise<void> {
  const data = await findData(rig);
  const generation = await readWord(join(rig.slotFolder, 'run/spec'), 'generation ');
  await rename(join(data, 'files'), join(rig.slotFolder, 'run', generation, 'files'));
  await rm(join(rig.workdir, 'data'), { recursive: true });
}

/**
 * Brings an installed compose project into the layout of the runners before data folders: containers mount
 * `run/c<digest>`, a copy of the shipped files, and volumes without a name; nothing else is noted.
 */
export async function ageCompose(
  rig: NodeRig,
  { tool, containers, environment }: ComposeTool,
): Promise<void> {
  const slotRun = join(rig.slotFolder, 'run');
  await containers.removeContainers();
  await removeVolumes(containers);
  await rm(join(rig.workdir, 'data'), { recursive: true, force: true });
  for (const attempt of await readdir(join(rig.slotFolder, 'attempts'))) {
    const settings = join(rig.slotFolder, 'attempts', attempt, 'settings');
    await writeFile(settings, (await readFile(settings, 'utf8')).replaceAll(NEW_SETTINGS, ''));
    const intent = join(rig.slotFolder, 'attempts', attempt, 'intent');
    await writeFile(
      intent,
      (await readFile(intent, 'utf8')).replaceAll(/^(?:settings|environment) .*\n/gm, ''),
    );
  }
  const generation = await readWord(join(slotRun, 'spec'), 'generation ');
  const intent = join(rig.slotFolder, 'attempts', generation, 'intent');
  const content = await readWord(intent, 'content sha256:');
  for (const entry of await readdir(slotRun)) {
    if (/^c[0-9a-f]{16}/.test(entry)) await rm(join(slotRun, entry), { recursive: true });
  }
  const folder = join(slotRun, `c${(await readWord(intent, 'target sha256:')).slice(0, 16)}`);
  await cp(join(rig.workdir, 'content', content, 'files'), folder, {
    recursive: true,
    preserveTimestamps: true,
  });
  // docker makes it; podman-compose as well.
  await mkdir(join(folder, 'new'), { recursive: true });
  const override = join(slotRun, 'override.yaml');
  const [services = ''] = (await readFile(override, 'utf8')).split('\nvolumes:\n');
  await writeFile(override, `${services.replaceAll(/^ {4}volumes:\n|^ {6}- .*\n?/gm, '')}\n`);
  const [owner = '', , component = ''] = rig.slotFolder
    .slice(join(rig.workdir, 'slots').length + 1)
    .split('/');
  const project = `colo-${owner.slice(0, 12)}-${rig.slot.applicationId}-${component}`;
  const [program, ...first] = tool === 'docker' ? ['docker', 'compose'] : [tool];
  await run(program, [...first, '-p', project, '-f', 'compose.yaml', '-f', override, 'up', '-d'], {
    cwd: folder,
    env: { ...process.env, ...environment },
  });
}

/** What stands after a prefix in a line of one of the runner's records. */
async function readWord(file: string, prefix: string): Promise<string> {
  const line = (await readFile(file, 'utf8')).split('\n').find((each) => each.startsWith(prefix));
  return line?.slice(prefix.length).trim() ?? '';
}

async function findData(rig: NodeRig): Promise<string> {
  const owners = join(rig.workdir, 'data');
  const [owner = ''] = await readdir(owners);
  return join(owners, owner, rig.slot.applicationId, rig.slot.component);
}
