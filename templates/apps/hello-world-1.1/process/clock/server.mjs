// Tells the time, and since when it tells it. Everything comes from the environment: ADDRESS, PORT.
import { createServer } from 'node:http';

const { ADDRESS = '127.0.0.1', PORT = '8082' } = process.env;
const startedAt = new Date().toISOString();

const server = createServer((_request, response) => {
  const body = JSON.stringify({ time: new Date().toISOString(), startedAt });
  response.writeHead(200, { 'content-type': 'application/json' }).end(`${body}\n`);
});

server.on('error', (error) => {
  console.error(`cannot serve on ${ADDRESS}:${PORT}: ${error.message}`);
  process.exit(1);
});
server.listen(Number(PORT), ADDRESS, () => console.log(`clock serves on ${ADDRESS}:${PORT}`));

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
