import { join } from 'node:path';
import t from 'tap';
import { makePackage, makePolicy, makeSite } from '../../support/packages.ts';
import { readJson, runCli } from '../support/run-cli.ts';
import { git } from '../support/run-git.ts';
import { below, writeFiles } from '../support/write-files.ts';

/** An infra checkout and a package, without any forge. */
async function makeWorld(folder: string, options: Parameters<typeof makePackage>[0] = {}): Promise<string> {
  await writeFiles(join(folder, 'infra'), {
    ...makePolicy(),
    ...makeSite('eu/berlin', ['edge-01', 'edge-02'], { region: 'eu' }),
    ...makeSite('paris', ['edge-03']),
  });
  await writeFiles(join(folder, 'app'), below('apps/hello-world', makePackage(options)));
  return folder;
}

const offline = ['--infra', 'infra', '--package', 'app'];

t.test('a plan of checkouts needs no network and writes nothing', async (t) => {
  const cwd = await makeWorld(t.testdir());

  const run = await runCli(['plan', 'hello-world', '--to', 'region=eu', ...offline], { cwd });

  t.equal(run.code, 0, run.stderr);
  t.equal(
    run.stdout.replace(/[0-9a-f]{12}…/, 'DIGEST…').replace(/[0-9a-f]{12}…/, 'DIGEST…'),
    `Plan for hello-world 1.0, expected; nothing was changed
  hello: writes its folder (kept but for its programs: run.sh), COLO_DATA_DIR (kept)

eu/berlin
  edge-01
    add-app hello-world: not installed
      install hello (process) nothing -> sha256:DIGEST…
  edge-02
    add-app hello-world: not installed
      install hello (process) nothing -> sha256:DIGEST…

1 site
`,
  );

  const json = await runCli(['plan', 'hello-world@1.0', '--to', 'paris', ...offline, '--json'], { cwd });
  t.match(readJson(json), {
    application: 'hello-world',
    digest: /^sha256:/,
    sites: [
      {
        site: 'paris',
        ok: true,
        plan: { hosts: [{ host: 'edge-03', operations: [{ kind: 'add-app' }] }] },
        data: [
          {
            applicationId: 'hello-world',
            component: 'hello',
            writes: [{ kind: 'program-folder' }, { kind: 'data-folder', name: 'COLO_DATA_DIR', kept: true }],
          },
        ],
      },
    ],
  });
});

t.test('a package for another runtime is refused, and the message says what the site lacks', async (t) => {
  const cwd = await makeWorld(t.testdir());
  // In the form of Margo's pr1 examples, with a Helm profile alone.
  await writeFiles(join(cwd, 'helm'), {
    'margo.yaml': `apiVersion: margo.org/v1-alpha1
kind: ApplicationDescription
metadata:
  id: com-northstartida-hello-world
  name: Hello World
  version: "1.0"
  catalog:
    organization:
      - name: Northstar Industrial Applications
deploymentProfiles:
  - type: helm.v3
    id: hello-helm
    components:
      - name: hello-world
        properties:
          repository: oci://registry.example.com/charts/hello-world
          revision: 1.0.1
          wait: true
`,
  });
  const argv = [
    'plan',
    'com-northstartida-hello-world',
    '--to',
    'eu/berlin:edge-01',
    '--infra',
    'infra',
    '--package',
    'helm',
  ];

  const run = await runCli(argv, { cwd });

  t.equal(run.code, 1);
  t.match(
    run.stdout,
    /eu\/berlin {2}refused\n {2}RENDER_NO_PROFILE .*needs runtime helm; host edge-01 offers process/,
  );
});

t.test('a value that breaks its rule, or that nobody knows, is refused site by site', async (t) => {
  const cwd = await makeWorld(t.testdir());
  const plan = ['plan', 'hello-world', '--to', '**', ...offline];

  const long = await runCli([...plan, '--set', `greeting=${'x'.repeat(21)}`], { cwd });
  t.equal(long.code, 1);
  t.match(long.stdout, /2 sites, 2 refused/);

  const unknown = await runCli([...plan, '--set', 'greetin=Hi', '--json'], { cwd });
  t.equal(unknown.code, 1);
  t.match(readJson(unknown), {
    sites: [{ ok: false, errors: [{ code: /^RENDER_/, message: /greetin/ }] }, { ok: false }],
  });
});

t.test('a secret is planned by its name, and only by a name', async (t) => {
  const cwd = await makeWorld(t.testdir());
  const plan = ['plan', 'hello-world', '--to', 'paris', ...offline];

  const good = await runCli([...plan, '--secret', 'greeting=db-password'], { cwd });
  t.equal(good.code, 0, good.stdout + good.stderr);
  t.match(good.stdout, /add-app hello-world/);

  for (const word of ['greeting=GITHUB_TOKEN', 'greeting=../x', 'greeting']) {
    const bad = await runCli([...plan, '--secret', word], { cwd });
    t.equal(bad.code, 2, word);
    t.match(bad.stderr, /secret/, word);
  }
  const both = await runCli([...plan, '--secret', 'greeting=x', '--set', 'greeting=y'], { cwd });
  t.match(both.stderr, /"greeting" is given twice/);
});

t.test('sites that nobody has, and packages that are not meant, are usage errors', async (t) => {
  const cwd = await makeWorld(t.testdir());

  const nowhere = await runCli(['plan', 'hello-world', '--to', 'rome', ...offline], { cwd });
  t.equal(nowhere.code, 2, nowhere.stderr);
  t.match(nowhere.stderr, /SELECTOR_MATCHES_NOTHING/);

  const other = await runCli(['plan', 'hello-world@2.0', '--to', 'paris', ...offline], { cwd });
  t.equal(other.code, 2);
  t.match(other.stderr, /app holds hello-world@1\.0/);
});

t.test('a published version is planned from a registry checkout by its tag', async (t) => {
  const cwd = await makeWorld(t.testdir());
  const apps = await writeFiles(join(cwd, 'apps'), makePackage());
  await git(apps, 'init', '--quiet', '--initial-branch=main');
  for (const version of ['1.0', '1.1']) {
    await writeFiles(apps, makePackage({ version, script: `echo ${version}\n` }));
    await git(apps, 'add', '.');
    await git(apps, 'commit', '--quiet', '-m', version);
    await git(apps, 'tag', `hello-world@${version}`);
  }
  const registry = ['--infra', 'infra', '--registry', 'apps', '--to', 'paris', '--json'];

  t.match(readJson(await runCli(['plan', 'hello-world', ...registry], { cwd })), { version: '1.1' });
  t.match(readJson(await runCli(['plan', 'hello-world@1.0', ...registry], { cwd })), { version: '1.0' });
  const unknown = await runCli(['plan', 'hello-world@3', ...registry], { cwd });
  t.equal(unknown.code, 65);
  t.match(readJson(unknown), { error: { code: 'CLI_APPLICATION_UNKNOWN', message: /there is 1\.1, 1\.0/ } });
});

t.test('sites are listed with a broken one named, not hidden', async (t) => {
  const cwd = await makeWorld(t.testdir());
  await writeFiles(join(cwd, 'infra'), { 'sites/broken/site.yaml': 'kind: Site\n' });

  const run = await runCli(['list', 'sites', '--infra', 'infra'], { cwd });

  t.equal(run.code, 0);
  t.match(run.stdout, /^eu\/berlin +2 +region=eu +-$/m);
  t.match(run.stdout, /^2 sites$/m);
  t.match(run.stderr, /sites\/broken\/site\.yaml:1:1: error/);
  t.match(readJson(await runCli(['list', 'deployments', '--infra', 'infra', '--json'], { cwd })), {
    deployments: [],
  });
});

t.test('the plan of a removal says what goes, and with --purge whose data is deleted', async (t) => {
  const cwd = await makeWorld(t.testdir());
  await writeFiles(join(cwd, 'infra'), {
    'sites/paris/desiredstate.yaml': [
      'apiVersion: colo.dev/v1alpha1',
      'kind: DesiredState',
      'metadata:',
      '  site: paris',
      'spec:',
      '  deployments: []',
      '  purged:',
      '    - applicationId: hello-world',
      '      hosts: [edge-03]',
      '      epoch: 4',
      '',
    ].join('\n'),
  });
  const removal = ['plan', 'hello-world', '--infra', 'infra', '--from', 'paris'];

  const purge = await runCli([...removal, '--purge'], { cwd });

  t.equal(purge.code, 0, purge.stderr);
  t.equal(
    purge.stdout,
    `Plan for the removal of hello-world and its data, expected; nothing was changed

paris
  note paris: hello-world is not deployed on edge-03; what data it left there is deleted
  edge-03
    purge-app hello-world: all data of hello-world on edge-03 is deleted for good
      delete data

1 site
`,
  );
  const plain = await runCli(removal, { cwd });
  t.equal(plain.code, 1);
  t.match(plain.stdout, /RENDER_APPLICATION_ABSENT hello-world is not deployed on paris/);
});
