import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findFreePort, startContainerRig } from '@colo/scripts/edge-host';
import t from 'tap';

/** What answers at a port of 127.0.0.1: a status, or how it failed. */
async function ask(port: number): Promise<number | string> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(30_000) });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    return String(error);
  }
}

t.test('a killed run leaves neither containers nor redirected ports to the next one', async (t) => {
  const port = await findFreePort();
  const program = fileURLToPath(new URL('../support/program-container-rig.js', import.meta.url));
  const child = spawn(process.execPath, [program, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  const [said] = await once(child.stdout.setEncoding('utf8'), 'data');
  if (String(said).startsWith('missing')) {
    t.pass('the program ended by itself', { skip: `no containers on this machine: ${said}` });
    return;
  }
  let status = await ask(port);
  for (let tries = 0; tries < 600 && status !== 404; tries += 1) {
    await sleep(100);
    status = await ask(port);
  }
  t.equal(status, 404, 'the web server without files answers');

  child.kill('SIGKILL');
  await exited;
  t.equal(await ask(port), 404, 'the container goes on without its owner');
  const rig = await startContainerRig();
  t.teardown(() => ('missing' in rig ? undefined : rig.stop()));

  t.notOk(existsSync(String(said).trim()), 'the files of the killed run are gone');
  const server = createServer((_, response) => response.writeHead(204).end()).listen(port, '127.0.0.1');
  t.teardown(() => server.close());
  await once(server, 'listening');
  t.equal(await ask(port), 204, 'the port leads to who listens on it');
});

t.test('a rig whose owner lives stays', async (t) => {
  const first = await startContainerRig();
  if ('missing' in first) {
    t.pass('nothing to keep', { skip: `no containers on this machine: ${first.missing}` });
    return;
  }
  t.teardown(() => first.stop());
  await first.podman('run', '-d', first.image, '/bin/sleep', '1000');

  const second = await startContainerRig();

  t.teardown(() => ('missing' in second ? undefined : second.stop()));
  t.match(await first.podman('ps', '--format', '{{.Status}}'), /^Up/);
});
