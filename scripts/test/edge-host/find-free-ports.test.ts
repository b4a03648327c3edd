import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { findFreePorts } from '@colo/scripts/edge-host';
import t from 'tap';

t.test('ports are free, different, and none that the system hands out by itself', async (t) => {
  const range = await readFile('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').catch(() => '32768 60999');
  const ports = await findFreePorts(50);

  t.equal(new Set(ports).size, 50);
  t.strictSame(
    ports.filter((port) => port < 20_000 || port >= Number.parseInt(range, 10)),
    [],
  );
  for (const port of ports) {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
  }
});
