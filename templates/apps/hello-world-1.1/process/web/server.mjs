// Serves one page that greets. Everything comes from the environment: ADDRESS, PORT, GREETING, ADDRESSEE.
import { createServer } from 'node:http';
import { version } from './version.mjs';

const { ADDRESS = '127.0.0.1', PORT = '8080', GREETING = 'Hello', ADDRESSEE = 'World' } = process.env;

/** Makes a text safe between HTML tags. */
function escapeHtml(text) {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character]);
}

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Hello World ${version}</title>
<h1>${escapeHtml(GREETING)}, ${escapeHtml(ADDRESSEE)}!</h1>
<p>Hello World, version ${version}.</p>
</html>
`;

const server = createServer((request, response) => {
  if (request.url === '/') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  } else if (request.url === '/health') {
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ status: 'ok', version }));
  } else {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
  }
});

server.on('error', (error) => {
  console.error(`cannot serve on ${ADDRESS}:${PORT}: ${error.message}`);
  process.exit(1);
});
server.listen(Number(PORT), ADDRESS, () => console.log(`web ${version} serves on ${ADDRESS}:${PORT}`));

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
