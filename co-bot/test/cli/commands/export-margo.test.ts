import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DesiredState } from '@colo/schemas/documents/desired-state';
import { writeDocument } from '@colo/schemas/documents/write';
import t, { type Test } from 'tap';
import { makePolicy, makeSite } from '../../support/packages.ts';
import { readJson, runCli } from '../support/run-cli.ts';
import { writeFiles } from '../support/write-files.ts';

const source = {
  repository: 'acme/apps',
  path: 'apps/hello',
  commit: '5'.repeat(40),
  digest: `sha256:${'a1'.repeat(32)}`,
};

const desired: DesiredState = {
  apiVersion: 'colo.dev/v1alpha1',
  kind: 'DesiredState',
  metadata: { site: 'eu/berlin' },
  spec: {
    deployments: [
      {
        id: '5f0c1c4e-9b1a-5c3e-8d2f-0a1b2c3d4e5f',
        applicationId: 'hello',
        version: '1.0',
        source,
        hosts: ['edge-01', 'edge-02'],
        profile: {
          id: 'hello-process',
          type: 'process',
          components: [
            { name: 'hello', properties: { packageLocation: 'server', command: ['sh', 'run.sh'] } },
          ],
        },
        parameters: {
          greeting: { value: 'Hello', targets: [{ pointer: 'GREETING', components: ['hello'] }] },
        },
        hostParameters: { 'edge-02': { greeting: 'Moin' } },
      },
      {
        id: 'ad9b614e-8912-45f4-a523-372358765def',
        applicationId: 'web',
        version: '2.0',
        source: { ...source, path: 'apps/web' },
        hosts: ['edge-01'],
        profile: {
          id: 'web-compose',
          type: 'compose',
          components: [{ name: 'web', properties: { packageLocation: 'compose.yaml' } }],
        },
        parameters: {},
      },
    ],
  },
};
const text = writeDocument(desired);

async function makeWorld(t: Test): Promise<string> {
  const cwd = t.testdir();
  await writeFiles(join(cwd, 'infra'), {
    ...makePolicy(),
    ...makeSite('eu/berlin', ['edge-01', 'edge-02']),
    ...makeSite('paris', ['edge-03']),
    'sites/eu/berlin/desiredstate.yaml': text,
  });
  return cwd;
}

const exportBerlin = ['export', 'margo', 'eu/berlin', '--infra', 'infra'];

t.test('a site goes out as files and comes back, byte by byte', async (t) => {
  const cwd = await makeWorld(t);

  const out = await runCli([...exportBerlin, '--output', 'margo'], { cwd });
  const back = await runCli(['import', 'margo', 'margo'], { cwd });
  const written = await runCli(['import', 'margo', 'margo', '--output', 'state.yaml'], { cwd });

  t.same(out, {
    code: 0,
    stdout: 'wrote 3 documents below margo\n',
    stderr: 'in pr1, because rc3 has no place for all of it: web; --to rc3 says what\n',
  });
  t.same((await readdir(join(cwd, 'margo'), { recursive: true })).sort(), [
    'edge-01',
    'edge-01/hello.yaml',
    'edge-01/web.yaml',
    'edge-02',
    'edge-02/hello.yaml',
  ]);
  t.same(back, { code: 0, stdout: text, stderr: '' });
  t.same(written, { code: 0, stdout: 'wrote state.yaml (eu/berlin, 2 deployments)\n', stderr: '' });
  t.equal(await readFile(join(cwd, 'state.yaml'), 'utf8'), text);
});

t.test('a site goes out as one stream, and comes back', async (t) => {
  const cwd = await makeWorld(t);

  const out = await runCli([...exportBerlin, '--to', 'pr1'], { cwd });
  await writeFile(join(cwd, 'all.yaml'), out.stdout);

  t.equal(out.stderr, '');
  t.equal(out.stdout.split('---\n').length, 3);
  t.same(await runCli(['import', 'margo', 'all.yaml'], { cwd }), { code: 0, stdout: text, stderr: '' });
});

t.test('one host or one application can be chosen', async (t) => {
  const cwd = await makeWorld(t);
  const argv = [...exportBerlin, '--application', 'hello', '--host', 'edge-02', '--json'];

  const run = await runCli(argv, { cwd });

  t.equal(run.code, 0);
  t.match(readJson(run), {
    ok: true,
    site: 'eu/berlin',
    documents: [{ application: 'hello', host: 'edge-02', dialect: 'rc3', text: /deviceId: edge-02\n/ }],
    diagnostics: [],
  });
  const other = await runCli([...exportBerlin, '--application', 'web', '--host', 'edge-02'], { cwd });
  t.equal(other.code, 65);
  t.match(other.stderr, /no application "web" is desired on host "edge-02" of site eu\/berlin/);
});

t.test('what has no place is named with its line, and nothing is written', async (t) => {
  const cwd = await makeWorld(t);
  const argv = [...exportBerlin, '--to', 'rc.3', '--output', 'margo'];

  const run = await runCli(argv, { cwd });
  const json = await runCli([...argv, '--json'], { cwd });

  t.equal(run.code, 65);
  t.equal(run.stdout, '');
  t.match(run.stderr, /^sites\/eu\/berlin\/desiredstate\.yaml:\d+:15: error MARGO_NOT_CARRIED: .*--to pr1/);
  t.match(run.stderr, /\n1 error in eu\/berlin\n$/);
  t.match(readJson(json), { ok: false, diagnostics: [{ code: 'MARGO_NOT_CARRIED' }] });
  await t.rejects(readdir(join(cwd, 'margo')));
});

t.test('sites that are unknown, empty or broken are told apart', async (t) => {
  const cwd = await makeWorld(t);
  await writeFile(join(cwd, 'infra/sites/eu/berlin/desiredstate.yaml'), text.replace('"1.0"', '1.0'));
  const [empty, unknown, hostile, broken] = await Promise.all(
    ['paris', 'london', '../x', 'eu/berlin'].map((site) =>
      runCli(['export', 'margo', site, '--infra', 'infra'], { cwd }),
    ),
  );

  t.same(empty, { code: 0, stdout: '', stderr: 'nothing is desired on paris\n' });
  for (const run of [unknown, hostile]) t.match(run, { code: 65, stderr: /there is no site/ });
  t.match(broken, { code: 65, stderr: /desiredstate\.yaml:9:16: error DOCUMENT_UNQUOTED/ });
});

const foreign = `id: a3e2f5dc-912e-494f-8395-52cf3769bc06
metadata: { name: hello, namespace: margo, deviceId: edge-01 }
spec:
  applicationId: hello
  deploymentProfile:
    type: helm
    components:
      - name: chart
        properties: { repository: "oci://registry.example.com/hello", revision: 1.0.0 }
`;

t.test('documents by others take from the command line what they do not say', async (t) => {
  const cwd = t.testdir({ 'app.yaml': foreign });
  const facts = [
    'version=1.0',
    'profile=helm',
    'source-repository=acme/apps',
    'source-path=apps/hello',
    `source-commit=${source.commit}`,
    `source-digest=${source.digest}`,
  ].flatMap((fact) => ['--assume', fact]);

  const lacking = await runCli(['import', 'margo', 'app.yaml', '--site', 'berlin'], { cwd });
  const full = await runCli(['import', 'margo', 'app.yaml', '--site', 'berlin', ...facts, '--json'], { cwd });

  t.equal(lacking.code, 65);
  t.match(
    lacking.stderr,
    /^app\.yaml:2:11: error MARGO_DEPLOYMENT_INCOMPLETE: .*the version.*--assume version=…/,
  );
  t.match(lacking.stderr, /\n6 errors\n$/);
  t.match(readJson(full), { ok: true, files: ['app.yaml'], site: 'berlin', text: /hosts:\n {8}- edge-01\n/ });
});

t.test('arguments and files of import are checked', async (t) => {
  const cwd = t.testdir({ 'app.yaml': foreign, empty: {}, 'bytes.yaml': '' });
  await writeFile(join(cwd, 'bytes.yaml'), Buffer.from([0xff, 0xfe]));
  await mkdir(join(cwd, 'links'));
  await symlink('../app.yaml', join(cwd, 'links/app.yaml'));
  const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
    [['app.yaml', '--assume', 'vresion=1'], 2, /did you mean version\?/],
    [['app.yaml', '--assume', 'version'], 2, /name=value is expected/],
    [['app.yaml', '--site', 'a', '--assume', 'site=b'], 2, /site is given twice/],
    [['missing.yaml'], 65, /missing\.yaml is not a file that can be read/],
    [['empty'], 65, /empty holds no \.yaml file/],
    [['links'], 65, /links holds no \.yaml file/],
    [['bytes.yaml'], 65, /bytes\.yaml:1:1: error/],
  ];
  for (const [argv, code, says] of cases) {
    const run = await runCli(['import', 'margo', ...argv], { cwd });
    t.equal(run.code, code, argv.join(' '));
    t.match(run.stderr, says);
    t.equal(run.stdout, '');
  }
});
