import fc from 'fast-check';
import t from 'tap';
import { canonicalJson } from '../../src/digests/canonical-json.ts';
import { isColoError } from '../../src/errors/colo-error.ts';
import type { Deployment, DesiredState } from '../../src/generated/desired-state.ts';
import type { PackageContent } from '../../src/margo/package-content.ts';
import { describeSource } from '../../src/resolve/describe-source.ts';
import { resolveHosts } from '../../src/resolve/resolve-hosts.ts';
import { idOf } from '../fixtures/hosts.ts';
import { packageFile } from '../fixtures/packages.ts';

const DIGEST = `sha256:${'1'.repeat(64)}`;
const files = [
  packageFile('README.md', 'c'),
  packageFile('hello/run.sh', 'a', '100755'),
  packageFile('margo.yaml', 'd'),
  packageFile('other/run.sh', 'b', '100755'),
];

function content(list = files): PackageContent {
  return { files: list, readText: () => undefined };
}

function deployment(change: Partial<Deployment> = {}): Deployment {
  return {
    id: idOf('hello'),
    applicationId: 'hello',
    version: '1.0',
    source: { repository: 'acme/apps', path: 'apps/hello', commit: 'c'.repeat(40), digest: DIGEST },
    hosts: ['edge-02', 'edge-01'],
    profile: {
      id: 'plain',
      type: 'process',
      components: [
        { name: 'web', properties: { packageLocation: 'hello', timeout: '1m0s' } },
        { name: 'worker', properties: { packageLocation: 'other' } },
      ],
    },
    parameters: {
      greeting: {
        value: 'Hello',
        targets: [
          { pointer: 'GREETING', components: ['web', 'worker'] },
          { pointer: 'TITLE', components: ['web'] },
        ],
      },
      level: { value: 3, targets: [{ pointer: 'LEVEL', components: ['worker'] }] },
    },
    hostParameters: { 'edge-02': { greeting: 'Moin' } },
    ...change,
  };
}

function state(...deployments: Deployment[]): DesiredState {
  return {
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'DesiredState',
    metadata: { site: 'eu/berlin' },
    spec: { deployments },
  };
}

function resolve(change: Partial<Deployment> = {}, list = files) {
  return resolveHosts(state(deployment(change)), new Map([[DIGEST, content(list)]]));
}

function digestsOf(hosts: ReturnType<typeof resolve>): readonly string[] {
  return hosts.flatMap(({ host, applications }) =>
    applications.flatMap(({ components }) =>
      components.map(({ name, digest }) => `${host}/${name} ${digest}`),
    ),
  );
}

t.test('values go to the targets, the host before the deployment', async (t) => {
  const hosts = resolve();

  t.strictSame(
    hosts.map(({ host, applications }) => [
      host,
      applications.flatMap(({ components }) => components.map(({ name, values }) => [name, values])),
    ]),
    [
      [
        'edge-01',
        [
          ['web', { GREETING: 'Hello', TITLE: 'Hello' }],
          ['worker', { GREETING: 'Hello', LEVEL: 3 }],
        ],
      ],
      [
        'edge-02',
        [
          ['web', { GREETING: 'Moin', TITLE: 'Moin' }],
          ['worker', { GREETING: 'Moin', LEVEL: 3 }],
        ],
      ],
    ],
  );
});

t.test('a component has its own files, source and the package it comes from', async (t) => {
  const [first] = resolve();
  const [application] = first?.applications ?? [];

  t.match(application, {
    packageDigest: DIGEST,
    deploymentId: idOf('hello'),
    profileId: 'plain',
    version: '1.0',
  });
  t.strictSame(
    application?.components.map(({ source, files }) => [source, files.map(({ path }) => path)]),
    [
      ['package/hello', ['hello/run.sh']],
      ['package/other', ['other/run.sh']],
    ],
  );
});

const [web] = deployment().profile.components;
const rows: readonly (readonly [string, Partial<Deployment>, typeof files, readonly string[]])[] = [
  ['a version label', { version: '2.0' }, files, []],
  ['a README', {}, [packageFile('README.md', 'e'), ...files.slice(1)], []],
  ['a new file beside', {}, [...files, packageFile('third/run.sh', 'b')], []],
  ['a timeout', { profile: changeWeb({ packageLocation: 'hello', timeout: '9m0s' }) }, files, []],
  [
    'a dropped sibling',
    { profile: { ...deployment().profile, components: web === undefined ? [] : [web] } },
    files,
    ['worker', 'worker'],
  ],
  [
    'its own file',
    {},
    [...files.slice(0, 1), packageFile('hello/run.sh', 'f', '100755'), ...files.slice(2)],
    ['web', 'web'],
  ],
  ['a property', { profile: changeWeb({ packageLocation: 'hello', wait: true }) }, files, ['web', 'web']],
  [
    'a value of one host',
    { hostParameters: { 'edge-02': { greeting: 'Moin', level: 4 } } },
    files,
    ['worker'],
  ],
];

function changeWeb(properties: Record<string, unknown>): Deployment['profile'] {
  const { profile } = deployment();
  const components = profile.components.map((component) =>
    component.name === 'web' ? { ...component, properties } : component,
  );
  return { ...profile, components };
}

for (const [name, change, list, expected] of rows) {
  t.test(`what ${name} changes`, async (t) => {
    const after = new Set(digestsOf(resolve(change, list)));

    const changed = digestsOf(resolve()).filter((line) => !after.has(line));

    t.strictSame(
      changed.map((line) => line.split(/[/ ]/)[1]),
      expected,
    );
  });
}

t.test('applications come sorted, and the order of keys and entries does not matter', async () => {
  const second = deployment({ id: idOf('zeta'), applicationId: 'zeta', hosts: ['edge-01'] });
  const packages = new Map([[DIGEST, content()]]);
  const sorted = canonicalJson(resolveHosts(state(deployment(), second), packages));
  const shuffled = fc.shuffledSubarray(Object.entries(deployment().parameters), { minLength: 2 });
  fc.assert(
    fc.property(
      shuffled,
      fc.shuffledSubarray(files, { minLength: files.length }),
      fc.boolean(),
      (entries, list, swap) => {
        const first = deployment({ parameters: Object.fromEntries(entries), hosts: ['edge-01', 'edge-02'] });
        const document = swap ? state(second, first) : state(first, second);
        return canonicalJson(resolveHosts(document, new Map([[DIGEST, content(list)]]))) === sorted;
      },
    ),
  );
});

t.test('a missing package is named, with what to do', async (t) => {
  t.plan(3);
  try {
    resolveHosts(state(deployment()), new Map());
  } catch (error) {
    if (!isColoError(error)) throw error;
    t.equal(error.code, 'DESIRED_PACKAGE_MISSING');
    t.match(error.message, `Package hello 1.0 (${DIGEST}), wanted by site eu/berlin, is missing`);
    t.match(error.fix, 'Restore');
  }
});

t.test('a host runs an application once', async (t) => {
  const twice = state(deployment(), deployment({ id: idOf('again'), hosts: ['edge-01'] }));
  t.throws(() => resolveHosts(twice, new Map([[DIGEST, content()]])), { code: 'DESIRED_HOST_TWICE' });
});

t.test(
  'where a document lets two parameters claim a pointer, the order of its keys decides nothing',
  async (t) => {
    const targets = [{ pointer: 'X', components: ['web'] }];
    const parameters = { a: { value: 'first', targets }, b: { value: 'second', targets } };
    for (const order of [parameters, { b: parameters.b, a: parameters.a }]) {
      const [first] = resolve({ parameters: order, hostParameters: {} });
      t.strictSame(first?.applications[0]?.components[0]?.values, { X: 'second' });
    }
  },
);

t.test('names of prototypes are no values', async (t) => {
  const parameters = { toString: { value: 'x', targets: [{ pointer: '__proto__', components: ['web'] }] } };
  const [first] = resolve({ parameters, hostParameters: {} });
  const values = first?.applications[0]?.components[0]?.values ?? {};
  t.strictSame(Object.entries(values), [['__proto__', 'x']]);
});

t.test('a source is what stays from version to version', async (t) => {
  const table: readonly (readonly [Record<string, unknown>, string])[] = [
    [{}, 'package'],
    [{ packageLocation: './hello/' }, 'package/hello'],
    [{ packageLocation: 'compose.yaml' }, 'package/compose.yaml'],
    [
      { repository: 'oci://reg.example:5000/acme/hello', revision: '1.0.0' },
      'oci://reg.example:5000/acme/hello',
    ],
    [{ repository: 'oci://reg.example:5000/acme/hello:1.0.0' }, 'oci://reg.example:5000/acme/hello'],
    [{ repository: `oci://reg/hello:1@sha256:${'a'.repeat(64)}` }, 'oci://reg/hello'],
  ];
  for (const [properties, source] of table) t.equal(describeSource(properties), source);
});
