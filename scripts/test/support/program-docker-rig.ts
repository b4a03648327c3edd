// Starts a docker rig with a container, says where, and waits to be killed.
import { startDockerRig } from '@colo/scripts/edge-host';

const rig = await startDockerRig();
if ('missing' in rig) {
  process.stdout.write(`missing: ${rig.missing}\n`);
} else {
  await rig.command('run', '-d', rig.image, '/bin/sleep', '987654');
  process.stdout.write(`${rig.folder}\n`);
  setInterval(() => undefined, 1000);
}
