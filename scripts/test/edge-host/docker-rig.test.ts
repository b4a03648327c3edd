import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startDockerRig } from '@colo/scripts/edge-host';
import t from 'tap';

/** Arguments of every process that has a text in them. */
function listProcesses(text: string): readonly string[] {
  const found = readdirSync('/proc').map((name) => {
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  });
  return found.filter((words) => words.includes(text));
}

t.test('a killed run leaves neither containers nor engines nor mounts to the next one', async (t) => {
  const network = readdirSync('/sys/class/net').filter((name) => /^(?:docker|veth)/.test(name));
  const program = fileURLToPath(new URL('../support/program-docker-rig.js', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  const [said] = await once(child.stdout.setEncoding('utf8'), 'data');
  if (String(said).startsWith('missing')) {
    t.pass('the program ended by itself', { skip: `no docker on this machine: ${said}` });
    return;
  }
  const folder = String(said).trim();
  t.equal(listProcesses('/bin/sleep 987654').length, 1);
  t.notOk(readFileSync('/proc/mounts', 'utf8').includes(folder));
  for (const name of readdirSync('/sys/class/net').filter((each) => each.startsWith('docker')))
    t.ok(network.includes(name), "the bridge is not in the machine's network");

  child.kill('SIGKILL');
  await exited;
  t.not(listProcesses(folder).length, 0, 'the engine goes on without its owner');
  const rig = await startDockerRig();
  t.teardown(() => ('missing' in rig ? undefined : rig.stop()));

  t.notOk(existsSync(folder), 'the files of the killed run are gone');
  t.same(listProcesses(folder), []);
  t.same(listProcesses('/bin/sleep 987654'), []);
  t.notOk(readFileSync('/proc/mounts', 'utf8').includes(folder));
});
