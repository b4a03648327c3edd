import t from 'tap';
import { readComposeDocument } from '../../../src/margo/documents/read-compose-document.ts';

function read(text: string): readonly string[] {
  const found = readComposeDocument(text, { file: 'compose.yaml' }) ?? [];
  return found.map(({ line, column, severity, code }) => `${line}:${column} ${severity} ${code}`);
}

t.test('of a compose file alone it is said, at the place, what LO runs on no site', async (t) => {
  t.same(read('services:\n  web:\n    image: a\n    sysctls: {a: "1"}\n'), [
    '4:14 warning MARGO_COMPOSE_REFUSED',
  ]);
  t.same(read('services: {web: {image: a}}\nvolumes:\n  data:\n    external: true\n'), [
    '4:15 warning MARGO_COMPOSE_REFUSED',
  ]);
});

t.test('what the Compose Specification refuses is said once', async (t) => {
  t.same(read('services: {web: {image: a, pull_policy: often}}\n'), ['1:41 error MARGO_COMPOSE_INVALID']);
});

t.test('a compose file that LO runs has nothing to be told', async (t) => {
  const text = `services:
  web:
    image: a
    environment: {A: "yes", B: text, C: 1, D: 1.5, E: \${E}, F: }
    labels: [a=yes]
    ports: [{target: 80, published: 8080-8090}, "80"]
    deploy: {resources: {limits: {cpus: ".5", memory: 1.5 GiB}}}
    mem_limit: 64m
    cpus: 2
    healthcheck: {test: [CMD-SHELL, "true"]}
`;

  t.same(read(text), []);
});
