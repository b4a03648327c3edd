// Starts a container rig with a web server behind the port that is the argument, says where, and waits to be killed.
import { startContainerRig } from '@colo/scripts/edge-host';

const [port = ''] = process.argv.slice(2);
const rig = await startContainerRig();
if ('missing' in rig) {
  process.stdout.write(`missing: ${rig.missing}\n`);
} else {
  await rig.podman('network', 'create', 'colo-left');
  const publish = ['--network', 'colo-left', '-p', `127.0.0.1:${port}:8080`];
  await rig.podman('run', '-d', ...publish, rig.image, '/bin/httpd', '-f', '-p', '8080');
  process.stdout.write(`${rig.environment['CONTAINERS_CONF']}\n`);
  setInterval(() => undefined, 1000);
}
