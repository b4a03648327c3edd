import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { readJson, runCli } from '../support/run-cli.ts';

const draft = `apiVersion: margo.org/v1-alpha1
kind: application
metadata:
  id: hello
  name: Hello # for people
  version: "1.0"
  catalog:
    organization:
      - name: Example
deploymentProfiles:
  - type: helm.v3
    components:
      - name: chart
        properties:
          repository: oci://registry.example.com/hello
          revision: 1.0.0
`;

const withCompose = `${draft}  - type: docker-compose
    components:
      - name: web
        properties:
          packageLocation: ./web/compose.yaml
`;

const rc3 = `apiVersion: margo.org/v1-alpha1
id: hello
metadata:
  name: Hello
  version: "1.0"
  catalog:
    organization:
      - name: Example
deploymentProfiles:
  - type: helm
    id: helm
    components:
      - name: chart
        properties:
          repository: "oci://registry.example.com/hello"
          revision: "1.0.0"
`;

t.test('a draft is shown as release candidate 3', async (t) => {
  const cwd = t.testdir({ 'margo.yaml': draft });

  for (const to of ['rc3', 'rc.3']) {
    t.same(await runCli(['convert', 'margo.yaml', '--to', to], { cwd }), {
      code: 0,
      stdout: rc3,
      stderr: '',
    });
  }
});

t.test('a file can be rewritten in place, and is then valid', async (t) => {
  const cwd = t.testdir({ 'margo.yaml': draft });

  const run = await runCli(['convert', 'margo.yaml', '--to', 'rc3', '--output', 'margo.yaml'], { cwd });

  t.same(run, { code: 0, stdout: 'wrote margo.yaml (rc3, from 2024-10)\n', stderr: '' });
  t.equal(await readFile(join(cwd, 'margo.yaml'), 'utf8'), rc3);
  t.equal((await runCli(['validate', 'margo.yaml'], { cwd })).code, 0);
});

t.test('what has no place is named, and nothing is written', async (t) => {
  const cwd = t.testdir({ 'margo.yaml': withCompose });
  const argv = ['convert', 'margo.yaml', '--to', 'rc3', '--output', 'out.yaml'];

  const run = await runCli(argv, { cwd });
  const json = await runCli([...argv, '--json'], { cwd });

  t.equal(run.code, 65);
  t.equal(run.stdout, '');
  t.match(run.stderr, /^margo\.yaml:21:11: error MARGO_NOT_CARRIED: rc3 has no packageLocation/);
  t.match(run.stderr, /\n1 error in margo\.yaml\n$/);
  t.match(json, { code: 65, stderr: '' });
  t.match(readJson(json), {
    ok: false,
    file: 'margo.yaml',
    to: 'rc3',
    diagnostics: [{ code: 'MARGO_NOT_CARRIED', line: 21, column: 11 }],
  });
  await t.rejects(readFile(join(cwd, 'out.yaml')));
});

t.test('--json carries the document', async (t) => {
  const cwd = t.testdir({ 'margo.yaml': draft });

  const shown = await runCli(['convert', 'margo.yaml', '--to', 'rc3', '--json'], { cwd });
  const written = await runCli(['convert', 'margo.yaml', '--to', 'rc3', '--output', 'o.yaml', '--json'], {
    cwd,
  });

  const common = { ok: true, file: 'margo.yaml', from: '2024-10', to: 'rc3', diagnostics: [] };
  t.same(readJson(shown), { ...common, text: rc3 });
  t.same(readJson(written), { ...common, output: 'o.yaml' });
});

t.test('warnings of the source go to stderr', async (t) => {
  const cwd = t.testdir({ 'margo.yaml': `${draft}          wait: "true"\n` });

  const run = await runCli(['convert', 'margo.yaml', '--to', 'pr1'], { cwd });

  t.equal(run.code, 0);
  t.match(run.stderr, /^margo\.yaml:17:17: warning MARGO_WAIT_TEXT/);
  t.match(run.stdout, /type: helm\.v3\n {4}id: helm\n/);
  t.match(run.stdout, /wait: true\n/);
});

t.test('what cannot be read or written is said', async (t) => {
  const cwd = t.testdir({ 'margo.yaml': draft, folder: {}, bytes: '' });
  await writeFile(join(cwd, 'bytes'), Buffer.from([0xff, 0xfe]));

  const missing = await runCli(['convert', 'none.yaml', '--to', 'rc3'], { cwd });
  const folder = await runCli(['convert', 'folder', '--to', 'rc3'], { cwd });
  const bytes = await runCli(['convert', 'bytes', '--to', 'rc3'], { cwd });
  const unwritable = await runCli(['convert', 'margo.yaml', '--to', 'rc3', '--output', 'folder'], { cwd });

  t.match(missing, { code: 65, stderr: /CLI_INPUT_MISSING: none\.yaml/ });
  t.match(folder, { code: 65, stderr: /CLI_INPUT_MISSING: folder/ });
  t.match(bytes, { code: 65, stderr: /bytes:1:1: error/ });
  t.match(unwritable, { code: 65, stdout: '', stderr: /CLI_OUTPUT_UNWRITABLE/ });
});

t.test('the dialect must be one that is written', async (t) => {
  const cwd = t.testdir({ 'margo.yaml': draft });

  t.match(await runCli(['convert', 'margo.yaml'], { cwd }), { code: 2, stderr: /required option '--to/ });
  t.match(await runCli(['convert', 'margo.yaml', '--to', 'rc2'], { cwd }), {
    code: 2,
    stderr: /Allowed choices are pr1, rc3, rc\.3/,
  });
});
