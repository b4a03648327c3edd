import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { checkAllPluginSettings } from '../../src/config/check-all-plugin-settings.ts';
import { loadSettings } from '../../src/config/load-settings.ts';

const MINIMAL = `apiVersion: colo.dev/v1alpha1
kind: LocalOrchestrator
site: eu/berlin
stateDir: /var/lib/lo
infra:
  repository: https://github.com/acme/infra.git
`;

t.test('what the file leaves open has a default', async (t) => {
  const file = join(t.testdir({ 'lo.yaml': MINIMAL }), 'lo.yaml');

  t.match(await loadSettings(file), {
    site: 'eu/berlin',
    infra: { name: 'acme/infra', branch: 'main', eventsBranch: 'colo/events', pollMs: 30_000 },
    drift: { mode: 'heal', everyMs: 300_000 },
    guard: { runtimes: ['compose', 'process'], rewind: false, runtime: { allow: [], bindMounts: [] } },
    reporters: [{ type: 'log' }],
    logLevel: 'info',
  });
});

t.test('a fault is told with file, line and column', async (t) => {
  const folder = t.testdir();
  const file = join(folder, 'lo.yaml');
  const cases = [
    ['unknown key', `${MINIMAL}surprise: 1\n`, 7],
    ['unknown key, further in', `${MINIMAL}  brunch: main\n`, 7],
    ['wrong type', MINIMAL.replace('eu/berlin', '12'), 3],
    ['wrong name', MINIMAL.replace('eu/berlin', '../berlin'), 3],
    ['no YAML', 'a: [\n', undefined],
    ['twice', `${MINIMAL}site: b\n`, 7],
  ] as const;
  for (const [name, text, line] of cases) {
    await writeFile(file, text);
    const error = await loadSettings(file).catch((caught: unknown) => caught);
    t.match(error, { place: line === undefined ? { file } : { file, line, column: Number } }, name);
    t.match(error, { fix: /\w/ }, `${name}: what to do`);
  }
  await t.rejects(loadSettings(join(folder, 'none.yaml')), { code: 'LO_CONFIG_UNREADABLE' });
});

t.test('what a schema cannot tell is checked too', async (t) => {
  const file = join(t.testdir(), 'lo.yaml');
  const credential = '  credential: { environment: TOKEN }\n';
  const cases = [
    ['a password in the address', MINIMAL.replace('https://', 'https://u:p@'), 'LO_CONFIG_INVALID'],
    ['ssh', MINIMAL.replace('https://github.com/', 'ssh://git@github.com/'), 'LO_CONFIG_INVALID'],
    ['a helper', MINIMAL.replace('https://github.com/', 'ext::sh -c id'), 'LO_CONFIG_INVALID'],
    ['a token in the clear', MINIMAL.replace('https://', 'http://') + credential, 'LO_CONFIG_INVALID'],
    ['a wake port for everybody', `${MINIMAL}wake: { port: 9000 }\n`, 'DOCUMENT_MISSING_KEY'],
  ] as const;
  for (const [name, text, code] of cases) {
    await writeFile(file, text);
    await t.rejects(loadSettings(file), { code }, name);
  }
  await writeFile(file, MINIMAL.replace('https://github.com', 'http://127.0.0.1:8080') + credential);
  t.match(await loadSettings(file), { infra: { name: 'acme/infra' } }, 'the own machine is no line');
});

t.test('settings of plugins are checked before anything begins', async (t) => {
  const file = join(t.testdir(), 'lo.yaml');
  const cases = [
    ['transports: { ssh2: { surprise: 1 } }', 'LO_CONFIG_INVALID', /transports\.ssh2.*surprise/],
    ['transports: { pigeon: {} }', 'NODE_TRANSPORT_UNKNOWN', /pigeon/],
    ['runtimes: { compose: { tools: [kubectl] } }', 'LO_CONFIG_INVALID', /runtimes\.compose\/tools/],
    ['hosts: { edge-01: { runtimes: { vm: {} } } }', 'NODE_RUNTIME_UNKNOWN', /vm/],
    ['reporters: [{ type: smoke }]', 'LO_REPORTER_UNKNOWN', /smoke/],
    [
      'reporters: [{ type: log, settings: { a: 1 } }]',
      'LO_CONFIG_INVALID',
      /reporters\[0\]\.settings.*additional/,
    ],
  ] as const;
  for (const [line, code, message] of cases) {
    await writeFile(file, `${MINIMAL}${line}\n`);
    const settings = await loadSettings(file);
    t.throws(() => checkAllPluginSettings(settings), { code, message }, line);
  }
});
