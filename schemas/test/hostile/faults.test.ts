import t from 'tap';
import { readDesiredState } from '../../src/documents/read-desired-state.ts';
import { readSite } from '../../src/documents/read-site.ts';
import { writeDocument } from '../../src/documents/write-document.ts';
import { checkPackageContent } from '../../src/margo/check-package-content.ts';
import { readPackage } from '../../src/margo/read-package.ts';
import { loadPackageContent } from '../../src/validate/load-package-content.ts';
import { desired, packageFiles, site } from '../fixtures/infra-tree.ts';
import { createMemoryRepo } from '../fixtures/memory-repo.ts';

const margo = packageFiles['margo.yaml'] ?? '';
const composeMargo = margo
  .replace('type: process', 'type: compose')
  .replace('packageLocation: server\n          command: [sh, run.sh]', 'packageLocation: compose.yaml');

/** `CODE file:line:column` of what a package is refused for. */
async function listFaults(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const content = await loadPackageContent(createMemoryRepo(files), '');
  const app = readPackage(files['margo.yaml'] ?? '', { file: 'margo.yaml' });
  if (!content.ok) return content.diagnostics.map(({ code }) => code);
  const found = app.ok
    ? checkPackageContent(app.value, content.value, { file: 'margo.yaml' })
    : app.diagnostics;
  // What is only unusual in these small packages.
  const serious = found.filter(({ code }) => !['MARGO_TARGET_UNUSED', 'MARGO_IMAGE_FLOATING'].includes(code));
  return serious.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);
}

// Fault 23
t.test('a package that would steer the node is refused', async (t) => {
  for (const name of ['DOCKER_HOST', 'PATH', 'LD_PRELOAD', 'COMPOSE_FILE', 'ENV.PATH', 'BASH_ENV']) {
    const found = await listFaults({ ...packageFiles, 'margo.yaml': margo.replace('GREETING', name) });
    t.same(found, ['MARGO_VARIABLE_RESERVED margo.yaml:22:18'], name);
  }
  const compose = 'services:\n  web:\n    image: a/b\n    env_file: web.env\n';
  for (const file of ['.env', 'web.env']) {
    const found = await listFaults({
      'margo.yaml': composeMargo,
      'compose.yaml': compose,
      'web.env': 'A=1\n',
      [file]: 'A=1\nexport COMPOSE_FILE=/etc/x\n',
    });
    t.same(found, [`MARGO_VARIABLE_RESERVED ${file}:2:8`], file);
  }
});

// Fault 24
t.test('a compose file that reaches out of its package is refused where it does', async (t) => {
  const image = `image: a@sha256:${'a'.repeat(64)}`;
  const cases: readonly (readonly [string, string])[] = [
    ['secrets:\n  s: { file: /etc/shadow }\n', 'MARGO_COMPOSE_OUTSIDE compose.yaml:2:14'],
    ['include: ["https://evil.test/compose.yaml"]\n', 'MARGO_COMPOSE_OUTSIDE compose.yaml:1:11'],
    [`services: { a: { env_file: ../../x.env, ${image} } }\n`, 'MARGO_COMPOSE_OUTSIDE compose.yaml:1:28'],
    [
      `services: { a: { volumes: ["/var/run/docker.sock:/s"], ${image} } }\n`,
      'MARGO_COMPOSE_SOCKET compose.yaml:1:28',
    ],
  ];
  for (const [compose, fault] of cases)
    t.same(await listFaults({ 'margo.yaml': composeMargo, 'compose.yaml': compose }), [fault], compose);
});

// Fault 25
t.test('a secret in Git, or the name of one, is refused with its place', async (t) => {
  for (const value of ['{ secretRef: GITHUB_TOKEN }', '{ secretRef: ../../etc/shadow }']) {
    const app = readPackage(margo.replace('value: Hello', `value: ${value}`), { file: 'margo.yaml' });
    const state = readDesiredState(writeDocument(desired).replace('greeting: Hello', `greeting: ${value}`), {
      file: 'x.yaml',
      site: 'eu/berlin',
    });
    const inventory = readSite(writeDocument(site).replace('greeting: Hallo', `greeting: ${value}`), {
      file: 'x.yaml',
      site: 'eu/berlin',
    });

    for (const result of [app, state, inventory]) {
      if (result.ok) throw new Error('was accepted');
      const found = result.diagnostics.find(({ code }) => code === 'DOCUMENT_SECRET_REF');
      t.ok((found?.line ?? 0) > 1, JSON.stringify(result.diagnostics));
    }
  }
});

// Fault 26
t.test('values that break other formats come back as they were written', async (t) => {
  const [deployment] = desired.spec.deployments;
  if (deployment === undefined) throw new Error('the sample has no deployment');
  for (const value of [
    'a\nb\r\nc',
    'a,b=c',
    '$HOME ${A:-b} $$',
    '100%',
    `'"\`\\`,
    ' leading and trailing ',
    '- a: [b',
    '\u{1F600}\u00e9',
    'x'.repeat(64 * 1024),
  ]) {
    const text = writeDocument({
      ...desired,
      spec: { deployments: [{ ...deployment, overrides: { greeting: value } }] },
    });

    const read = readDesiredState(text, { file: 'x.yaml', site: 'eu/berlin' });

    const found = read.ok ? read.value.spec.deployments[0]?.overrides?.['greeting'] : read.diagnostics[0];
    t.equal(found, value, JSON.stringify(value.slice(0, 40)));
  }
});
