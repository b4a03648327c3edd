import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { type Files, makePackage, makePolicy, makeSite } from '../../support/packages.ts';
import { readJson, runCli } from '../support/run-cli.ts';
import { writeFiles } from '../support/write-files.ts';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const fleet: Files = { ...makePolicy(), ...makeSite('berlin', ['edge-01', 'edge-02']) };

for (const path of ['templates/infra-repo', 'templates/app-registry-repo', 'templates/apps/hello-world']) {
  t.test(`${path} is valid`, async (t) => {
    const run = await runCli(['validate', path], { cwd: root });

    t.equal(run.code, 0, run.stdout + run.stderr);
    t.match(run.stdout, /^no errors in /m);
  });
}

t.test('of a valid package it is said what each component writes, and what of it is kept', async (t) => {
  const folder = t.testdir();
  await writeFiles(folder, {
    ...makePackage({ type: 'compose' }),
    'apps/hello-world/compose.yaml':
      'services:\n  hello:\n    image: busybox:1.36\n    volumes: ["./data:/data", "db:/db", "./ro:/ro:ro"]\n' +
      '  cache:\n    image: busybox:1.36\nvolumes: {db: {}}\n',
  });

  const run = await runCli(['validate', 'apps/hello-world'], { cwd: folder });

  t.equal(run.code, 0, run.stdout);
  t.match(
    run.stdout,
    /^no errors.*\n {2}hello: writes \.\/data \(kept\), volume db \(kept\)\n {2}hello\/cache: writes nothing that it mounts\n {2}Volumes that an image declares are kept too; only a host knows them\.\n$/m,
  );
  const json = await runCli(['validate', 'apps/hello-world', '--format', 'json'], { cwd: folder });
  t.match(JSON.parse(json.stdout), {
    checked: [
      {
        data: [
          {
            profile: 'hello-world-compose',
            component: 'hello',
            service: 'hello',
            writes: [
              { kind: 'folder', name: './data', kept: true },
              { kind: 'volume', name: 'db', kept: true },
            ],
          },
          { service: 'cache', writes: [] },
        ],
      },
    ],
  });
});

t.test('of a package with errors nothing is said of its data', async (t) => {
  const folder = t.testdir();
  await writeFiles(folder, {
    ...makePackage({ type: 'compose' }),
    'apps/hello-world/compose.yaml': 'services:\n  hello:\n    imag: busybox:1.36\n',
  });

  const run = await runCli(['validate', 'apps/hello-world'], { cwd: folder });

  t.equal(run.code, 1);
  t.notMatch(run.stdout, /writes/);
});

t.test('a fleet, a registry, a package and a part of a fleet are told apart', async (t) => {
  const folder = t.testdir();
  await writeFiles(join(folder, 'infra'), fleet);
  await writeFiles(join(folder, 'registry'), makePackage());
  const paths = [
    'infra',
    'registry',
    'registry/apps/hello-world',
    'infra/sites/berlin',
    'infra/sites/berlin/site.yaml',
  ];

  const run = await runCli(['validate', ...paths, '--json'], { cwd: folder });

  t.equal(run.code, 0, run.stdout);
  t.match(readJson(run), {
    ok: true,
    checked: [
      { path: 'infra', what: 'infra repo' },
      { what: 'app registry (1 packages)' },
      { what: 'package hello-world 1.0' },
      { what: 'infra repo, sites/berlin' },
      { what: 'infra repo, sites/berlin/site.yaml' },
    ],
  });
});

/** Replaces text in one file of the fleet or of a package; the fault must be found at `at` (line:column). */
interface Fault {
  readonly name: string;
  readonly file: string;
  readonly replace?: readonly [string | RegExp, string];
  readonly text?: string;
  readonly at: string;
  readonly code: string;
}

const site = 'sites/berlin/site.yaml';
const desired = 'sites/berlin/desiredstate.yaml';
const faults: readonly Fault[] = [
  {
    name: 'unknown key in site.yaml',
    file: site,
    replace: ['      user: colo', '      user: colo\n      usr: x'],
    at: '10:7',
    code: 'DOCUMENT_UNKNOWN_KEY',
  },
  {
    name: 'newer apiVersion',
    file: site,
    replace: ['colo.dev/v1alpha1', 'colo.dev/v9'],
    at: '1:13',
    code: 'DOCUMENT_VERSION_NEWER',
  },
  {
    name: 'site of another name',
    file: site,
    replace: ['name: berlin', 'name: paris'],
    at: '4:9',
    code: 'SITE_NAME_MISMATCH',
  },
  {
    name: 'host twice',
    file: site,
    replace: ['edge-02', 'edge-01'],
    at: '12:13',
    code: 'SITE_HOST_DUPLICATE',
  },
  {
    name: 'option instead of an address',
    file: site,
    replace: ['127.0.0.1', '"-oProxyCommand=touch x"'],
    at: '8:16',
    code: 'DOCUMENT_INVALID',
  },
  {
    name: 'user with a space',
    file: site,
    replace: ['user: colo', 'user: a b'],
    at: '9:13',
    code: 'DOCUMENT_INVALID',
  },
  {
    name: 'key twice',
    file: site,
    replace: ['kind: Site', 'kind: Site\nkind: Site'],
    at: '3:1',
    code: 'DOCUMENT_DUPLICATE_KEY',
  },
  {
    name: 'tab instead of spaces',
    file: site,
    replace: ['  name: berlin', '\tname: berlin'],
    at: '4:1',
    code: 'DOCUMENT_SYNTAX',
  },
  {
    name: 'hosts that are no list',
    file: site,
    replace: [/hosts:.*$/s, 'hosts: none\n'],
    at: '6:10',
    code: 'DOCUMENT_INVALID',
  },
  {
    name: 'policy without registries',
    file: 'colo.yaml',
    replace: [/ {2}registries:\n.*\n/, ''],
    at: '3:1',
    code: 'DOCUMENT_MISSING_KEY',
  },
  {
    name: 'wrong kind',
    file: 'colo.yaml',
    replace: ['FleetPolicy', 'Policy'],
    at: '2:7',
    code: 'DOCUMENT_KIND_WRONG',
  },
  { name: 'empty desired state', file: desired, text: '', at: '1:1', code: 'DOCUMENT_EMPTY' },
  {
    name: 'desired state of another site',
    file: desired,
    text: makeDesired().replace('site: berlin', 'site: paris'),
    at: '4:9',
    code: 'SITE_NAME_MISMATCH',
  },
  {
    name: 'host that the site does not list',
    file: desired,
    text: makeDesired().replace('[edge-01]', '[edge-09]'),
    at: '15:15',
    code: 'DESIRED_HOST_UNKNOWN',
  },
  {
    name: 'package that is not there',
    file: desired,
    text: makeDesired(),
    at: '14:17',
    code: 'TREE_PACKAGE_MISSING',
  },
  {
    name: 'version that YAML reads as a number',
    file: desired,
    text: makeDesired().replace('"1.0"', '1.0'),
    at: '9:16',
    code: 'DOCUMENT_UNQUOTED',
  },
  {
    name: 'truncated desired state',
    file: desired,
    text: makeDesired().slice(0, 180),
    at: '7:7',
    code: 'DOCUMENT_MISSING_KEY',
  },
];

function makeDesired(): string {
  const digest = `sha256:${'0'.repeat(64)}`;
  return `apiVersion: colo.dev/v1alpha1
kind: DesiredState
metadata:
  site: berlin
spec:
  deployments:
    - id: 11111111-1111-5111-8111-111111111111
      applicationId: hello-world
      version: "1.0"
      source:
        repository: acme/apps
        path: apps/hello-world
        commit: ${'a'.repeat(40)}
        digest: ${digest}
      hosts: [edge-01]
      profile:
        id: hello-world-process
        type: process
        components:
          - name: hello
            properties: { packageLocation: server, command: [sh, run.sh] }
      parameters: {}
`;
}

for (const fault of faults) {
  t.test(`infra repo: ${fault.name}`, async (t) => {
    const folder = await writeFiles(t.testdir(), fleet);
    const full = join(folder, fault.file);
    const before = fault.text ?? (await readFile(full, 'utf8'));
    const after = fault.replace === undefined ? before : before.replace(fault.replace[0], fault.replace[1]);
    if (fault.replace !== undefined) t.not(after, before, 'the fixture is changed');
    await writeFile(full, after);

    const run = await runCli(['validate', '.'], { cwd: folder });

    t.equal(run.code, 1, run.stdout);
    t.match(run.stdout, `${fault.file}:${fault.at}: error ${fault.code}: `);
    t.match(run.stdout, / Fix: /, 'what to do');
    t.match(run.stdout, /\d errors? .*in \. \(infra repo\)\n$/s);
  });
}

const packageFaults: readonly Fault[] = [
  {
    name: 'target that is no component',
    file: 'margo.yaml',
    replace: ['components: [hello]', 'components: [helo]'],
    at: '23:22',
    code: 'MARGO_TARGET_DANGLING',
  },
  {
    name: 'default that breaks its own rule',
    file: 'margo.yaml',
    replace: ['value: Hello', 'value: ""'],
    at: '20:12',
    code: 'MARGO_DEFAULT_REFUSED',
  },
  {
    name: 'pointer that steers the node',
    file: 'margo.yaml',
    replace: ['GREETING', 'LD_PRELOAD'],
    at: '22:18',
    code: 'MARGO_VARIABLE_RESERVED',
  },
  {
    name: 'placeholder left over',
    file: 'margo.yaml',
    replace: ['name: Example Org', 'name: "{{ org }}"'],
    at: '9:15',
    code: 'MARGO_TEMPLATE_LEFT',
  },
  {
    name: 'location outside of the package',
    file: 'margo.yaml',
    replace: ['packageLocation: server', 'packageLocation: ../server'],
    at: '16:28',
    code: 'MARGO_LOCATION_INVALID',
  },
  {
    name: 'remote location',
    file: 'margo.yaml',
    replace: ['packageLocation: server', 'packageLocation: https://example.com/x.tgz'],
    at: '16:28',
    code: 'MARGO_REMOTE_PACKAGE',
  },
];

for (const fault of packageFaults) {
  t.test(`package: ${fault.name}`, async (t) => {
    const folder = await writeFiles(t.testdir(), makePackage());
    const full = join(folder, 'apps/hello-world', fault.file);
    const before = await readFile(full, 'utf8');
    const after = before.replace(fault.replace?.[0] ?? '', fault.replace?.[1] ?? '');
    t.not(after, before, 'the fixture is changed');
    await writeFile(full, after);

    const run = await runCli(['validate', 'apps/hello-world'], { cwd: folder });

    t.equal(run.code, 1, run.stdout);
    t.match(run.stdout, `apps/hello-world/${fault.file}:${fault.at}: error ${fault.code}: `);
  });
}

t.test('a link in a tree is refused and never followed', async (t) => {
  const folder = await writeFiles(t.testdir(), makePackage());
  await symlink('/etc/hostname', join(folder, 'apps/hello-world/server/hostname'));

  const run = await runCli(['validate', '.'], { cwd: folder });

  t.equal(run.code, 1);
  t.match(run.stdout, /^apps\/hello-world\/server\/hostname:1:1: error TREE_/m);
});

t.test('a single document is checked by its kind, also outside of a repo', async (t) => {
  const folder = await writeFiles(t.testdir(), {
    'lo.yaml': 'apiVersion: colo.dev/v1alpha1\nkind: LocalOrchestrator\nsit: berlin\n',
    'other.yaml': 'secret: 1\n',
    'latin1.yaml': '',
  });
  await writeFile(join(folder, 'latin1.yaml'), Buffer.from([0x6b, 0xe4]));

  const lo = await runCli(['validate', 'lo.yaml'], { cwd: folder });
  t.equal(lo.code, 1);
  t.match(lo.stdout, /^lo\.yaml:3:1: error /m);

  t.equal((await runCli(['validate', 'other.yaml'], { cwd: folder })).code, 65);
  t.match(
    (await runCli(['validate', 'latin1.yaml'], { cwd: folder })).stdout,
    /latin1\.yaml:1:1: error DOCUMENT_NOT_TEXT/,
  );
});

t.test('in a workflow, faults are annotations on their lines', async (t) => {
  const folder = await writeFiles(t.testdir(), fleet);
  const file = join(folder, site);
  await writeFile(file, (await readFile(file, 'utf8')).replace('user: colo', 'user: colo\n      usr: x'));

  const run = await runCli(['validate', '--format', 'github', '.'], { cwd: folder });

  t.equal(run.code, 1);
  t.match(
    run.stdout,
    /^::error file=sites\/berlin\/site\.yaml,line=10,col=7,title=DOCUMENT_UNKNOWN_KEY::.* Fix: /m,
  );
});

t.test('--format json is the same document as --json', async (t) => {
  const folder = await writeFiles(t.testdir(), fleet);

  const one = await runCli(['validate', '.', '--format', 'json'], { cwd: folder });
  const other = await runCli(['validate', '.', '--json'], { cwd: folder });

  t.strictSame(readJson(one), readJson(other));
});

t.test('a package under another name than margo.yaml is checked without its files', async (t) => {
  const folder = t.testdir();
  const text = String(makePackage()['apps/hello-world/margo.yaml']);
  await writeFile(join(folder, 'app1.yaml'), text);
  await writeFile(join(folder, 'bad.yaml'), text.replace(/^ {2}version: .*$/m, '  version: 1.0'));

  const good = await runCli(['validate', 'app1.yaml'], { cwd: folder });
  const bad = await runCli(['validate', 'bad.yaml'], { cwd: folder });

  t.equal(good.code, 0, good.stdout + good.stderr);
  t.match(good.stdout, /ApplicationDescription/);
  t.equal(bad.code, 1);
  t.match(bad.stdout + bad.stderr, /bad\.yaml:\d+:\d+/);
});

t.test('packages of the first and the newest dialect are known under any name, and named', async (t) => {
  const folder = await writeFiles(t.testdir(), makePackage());
  const common = `apiVersion: v1
metadata:
  ID
  name: Hello
  version: "1.0"
  catalog: {organization: [{name: Example}]}
deploymentProfiles:
  - components: [{name: chart, properties: {repository: "oci://example.com/a", revision: 1.0.0}}]
    type: helm`;
  await writeFile(join(folder, 'draft.yaml'), `kind: application\n${common.replace('ID', 'id: hello')}.v3\n`);
  await writeFile(join(folder, 'newest.yaml'), `id: hello\n${common.replace('  ID\n', '')}\n    id: helm\n`);

  const run = await runCli(['validate', 'draft.yaml', 'newest.yaml', 'apps/hello-world'], { cwd: folder });

  t.equal(run.code, 0, run.stdout + run.stderr);
  t.match(run.stdout, 'package hello-world 1.0, dialect pr1');
});
