// Serves a line of text. Everything comes from the environment: ADDRESS, PORT, TEXT.
import { createServer } from 'node:http';

const { ADDRESS = '127.0.0.1', PORT = '8081', TEXT = 'Welcome' } = process.env;

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(`*** ${TEXT} ***\n`);
});

server.on('error', (error) => {
  console.error(`cannot serve on ${ADDRESS}:${PORT}: ${error.message}`);
  process.exit(1);
});
server.listen(Number(PORT), ADDRESS, () => console.log(`banner serves on ${ADDRESS}:${PORT}`));

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
