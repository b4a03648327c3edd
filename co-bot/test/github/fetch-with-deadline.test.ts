import { once } from 'node:events';
import { createServer } from 'node:http';
import t from 'tap';
import { createDeadlineFetch } from '../../src/github/fetch-with-deadline.ts';

t.test('a server that never ends its answer is given up', async (t) => {
  const server = createServer((request, response) => {
    request.resume();
    // The head comes, the end of the body never does.
    if (request.url === '/half') response.writeHead(200).write('{');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const ask = createDeadlineFetch(50);

  await t.rejects(ask(`${url}/silent`), { name: 'TimeoutError' });
  await t.rejects(
    ask(`${url}/half`).then((response) => response.text()),
    { name: 'TimeoutError' },
  );
  const own = new AbortController();
  const asked = createDeadlineFetch(60_000)(`${url}/silent`, { signal: own.signal });
  own.abort();
  await t.rejects(asked, { name: 'AbortError' }, "the caller's own signal counts too");
});
