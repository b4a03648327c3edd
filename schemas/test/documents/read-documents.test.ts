import t from 'tap';
import type { Diagnostic, ReadResult } from '../../src/documents/diagnostic.ts';
import { diagnosticsToError } from '../../src/documents/diagnostics-to-error.ts';
import { formatDiagnostic } from '../../src/documents/format-diagnostic.ts';
import { readCoConfig } from '../../src/documents/read-co-config.ts';
import { readDesiredState } from '../../src/documents/read-desired-state.ts';
import { readEvent } from '../../src/documents/read-event.ts';
import { readFleetPolicy } from '../../src/documents/read-fleet-policy.ts';
import { readLoConfig } from '../../src/documents/read-lo-config.ts';
import { readSite } from '../../src/documents/read-site.ts';
import { writeDocument } from '../../src/documents/write-document.ts';
import type { DesiredState, Purge } from '../../src/generated/desired-state.ts';
import { samples } from '../fixtures/documents.ts';

function listFaults(result: ReadResult<unknown>): readonly Diagnostic[] {
  return result.ok ? result.warnings : result.diagnostics;
}

/** The text of a sample with a part replaced; the part must be there. */
function change(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the sample has no ${from}`);
  return text.replace(from, to);
}

const site = writeDocument(samples.yaml.Site);
const desired = writeDocument(samples.yaml.DesiredState);
const policy = writeDocument(samples.yaml.FleetPolicy);
const lo = writeDocument(samples.yaml.LocalOrchestrator);
const co = writeDocument(samples.yaml.CentralOrchestrator);
const event = writeDocument(samples.yaml.Event);

const siteFaults: readonly (readonly [string, string, string, string, RegExp])[] = [
  [
    'a port too high',
    'port: 2222',
    'port: 70000',
    'DOCUMENT_INVALID',
    /^spec\.hosts\[0\]\.port must be at most 65535, not 70000$/,
  ],
  [
    'a port in quotes',
    'port: 2222',
    'port: "2222"',
    'DOCUMENT_INVALID',
    /must be a whole number, not a text$/,
  ],
  [
    'an address that is an option',
    '192.0.2.7',
    '-oProxyCommand=touch x',
    'DOCUMENT_INVALID',
    /must be a DNS name or an IP address, not "-oProxyCommand=touch x"$/,
  ],
  ['an address that is a command', '192.0.2.7', '$(id)', 'DOCUMENT_INVALID', /not "\$\(id\)"$/],
  [
    'an address that cannot be dialled',
    '192.0.2.7',
    '192.0.2.777',
    'SITE_ADDRESS_INVALID',
    /not "192\.0\.2\.777"$/,
  ],
  ['an address of colons', '2001:db8::1', '1:2:3', 'SITE_ADDRESS_INVALID', /not "1:2:3"$/],
  [
    'a user with a space',
    'user: colo',
    'user: a b',
    'DOCUMENT_INVALID',
    /user must be a login name: .*, not "a b"$/,
  ],
  ['a user that is an option', 'user: colo', 'user: -oX', 'DOCUMENT_INVALID', /not "-oX"$/],
  [
    'a host in capitals',
    'name: edge-01',
    'name: Edge-01',
    'DOCUMENT_INVALID',
    /must be lower-case letters, digits and dashes/,
  ],
  ['a host that is a command', 'name: edge-01', 'name: $(id)', 'DOCUMENT_INVALID', /not "\$\(id\)"$/],
  [
    'a host twice',
    'name: edge-02',
    'name: edge-01',
    'SITE_HOST_DUPLICATE',
    /^spec\.hosts\[1\] has the name edge-01 of spec\.hosts\[0\]$/,
  ],
  [
    'a machine twice',
    'address: "2001:db8::1"',
    'address: 192.0.2.7\n      port: 2222\n      workdir: /var/lib/colo',
    'SITE_HOST_SAME',
    /^spec\.hosts\[1\] is the same machine as spec\.hosts\[0\]: /,
  ],
  [
    'a workdir that climbs',
    'port: 2222',
    'workdir: /srv/../etc',
    'DOCUMENT_INVALID',
    /must be an absolute folder/,
  ],
  [
    'a key that does not exist',
    'labels:',
    'labls:',
    'DOCUMENT_UNKNOWN_KEY',
    /^metadata has no key labls; did you mean labels\?$/,
  ],
  [
    'a key with a space at its end',
    'port: 2222',
    '"port ": 2222',
    'DOCUMENT_UNKNOWN_KEY',
    /has no key "port "; did you mean port\?$/,
  ],
  [
    'a key with a character that cannot be seen',
    'port: 2222',
    'po\u200brt: 2222',
    'DOCUMENT_UNKNOWN_KEY',
    /has no key "po\\u\{200b\}rt"; did you mean port\?$/,
  ],
  [
    'an architecture that does not exist',
    'architecture: arm64',
    'architecture: arm46',
    'DOCUMENT_INVALID',
    /must be one of amd64, .*; did you mean arm64\?$/,
  ],
  [
    'a number for a text',
    'region: eu',
    'region: 1.0',
    'DOCUMENT_UNQUOTED',
    /must be a text, but YAML reads 1\.0 as the number 1$/,
  ],
  [
    'a truth value for a text',
    'region: eu',
    'region: true',
    'DOCUMENT_UNQUOTED',
    /YAML reads true as the truth value true$/,
  ],
  ['nothing for a text', 'region: eu', 'region:', 'DOCUMENT_INVALID', /must be a text, but is empty$/],
  // Fault 25
  [
    "a secret by an environment variable's name",
    'port: 8080',
    'port: {secretRef: GITHUB_TOKEN}',
    'DOCUMENT_SECRET_REF',
    /refers to a secret by "GITHUB_TOKEN"; its name must be lower-case letters, digits and dashes/,
  ],
  [
    'a secret by a path',
    'port: 8080',
    'port: {secretRef: ../token}',
    'DOCUMENT_SECRET_REF',
    /refers to a secret by "\.\.\/token"; its name must be/,
  ],
  [
    'a secret by a name too long',
    'port: 8080',
    `port: {secretRef: ${'a'.repeat(64)}}`,
    'DOCUMENT_SECRET_REF',
    /at most 63$/,
  ],
  ['a secret without a name', 'port: 8080', 'port: {secretRef: }', 'DOCUMENT_SECRET_REF', /by empty/],
  [
    'a secret and more',
    'port: 8080',
    'port: {secretRef: token, value: hunter2}',
    'DOCUMENT_SECRET_REF',
    /refers to a secret, but has the key "value" beside secretRef$/,
  ],
  [
    'a secret in a list',
    'port: 8080',
    'port: [{secretRef: token}]',
    'DOCUMENT_SECRET_REF',
    /\.port\[0\] refers to a secret, but only plain values may stand here$/,
  ],
  [
    'a map as value',
    'port: 8080',
    'port: {a: 1}',
    'DOCUMENT_INVALID',
    /must be a text, a number, true or false, a list of these, or \{ secretRef: NAME \}, not a map$/,
  ],
  [
    'a map in a list',
    'port: 8080',
    'port: [a, {b: 1}]',
    'DOCUMENT_INVALID',
    /\.port\[1\] must be a text, a number, true or false, not a map$/,
  ],
  [
    'an application id in capitals',
    '    hello-world:',
    '    Hello:',
    'DOCUMENT_INVALID',
    /^the key "Hello" of spec\.parameters must be lower-case/,
  ],
  [
    'another kind',
    'kind: Site',
    'kind: Event',
    'DOCUMENT_KIND_WRONG',
    /^kind must be Site in this file, not Event$/,
  ],
  [
    'a newer version',
    'v1alpha1',
    'v1beta1',
    'DOCUMENT_VERSION_NEWER',
    /written for colo\.dev\/v1beta1; this program reads colo\.dev\/v1alpha1$/,
  ],
  ['a much newer version', 'v1alpha1', 'v2', 'DOCUMENT_VERSION_NEWER', /colo\.dev\/v2/],
  ['an older version', 'v1alpha1', 'v1alpha0', 'DOCUMENT_VERSION_UNKNOWN', /must be colo\.dev\/v1alpha1/],
  ['a foreign version', 'colo.dev/v1alpha1', 'apps/v1', 'DOCUMENT_VERSION_UNKNOWN', /not apps\/v1$/],
  [
    'another site',
    'name: eu/berlin',
    'name: eu/paris',
    'SITE_NAME_MISMATCH',
    /of site eu\/paris, but lies in the folder of site eu\/berlin$/,
  ],
];
for (const [name, from, to, code, message] of siteFaults) {
  t.test(`site.yaml with ${name} has one fault, at its place`, async (t) => {
    const text = change(site, from, to);
    const offset = site.indexOf(from);
    const line = site.slice(0, offset).split('\n').length;

    const found = listFaults(readSite(text, { file: 'sites/eu/berlin/site.yaml', site: 'eu/berlin' }));

    t.match(found, [{ code, message, line, severity: 'error', file: 'sites/eu/berlin/site.yaml' }]);
    t.equal(found.length, 1);
    t.ok((found[0]?.column ?? 0) >= 1);
  });
}

const desiredFaults: readonly (readonly [string, string, string, string])[] = [
  ['a version without quotes', 'version: "1.0"', 'version: 1.0', 'DOCUMENT_UNQUOTED'],
  ['a host that it does not list', 'edge-02:', 'edge-03:', 'DESIRED_HOST_UNKNOWN'],
  ['a target that is not there', '- hello\n', '- helo\n', 'DESIRED_TARGET_DANGLING'],
  [
    'an override of nothing',
    'overrides:\n        greeting:',
    'overrides:\n        greting:',
    'DESIRED_PARAMETER_UNKNOWN',
  ],
  [
    'a host value of nothing',
    'edge-02:\n          greeting:',
    'edge-02:\n          greting:',
    'DESIRED_PARAMETER_UNKNOWN',
  ],
  ['a range that is none', '"^1.0"', '"~~1"', 'DESIRED_RANGE_INVALID'],
  ['a path that climbs', 'apps/hello-world', 'apps/../../etc', 'DOCUMENT_INVALID'],
  ['a repository that climbs', 'acme/apps', 'acme/..', 'DOCUMENT_INVALID'],
  ['another site', 'site: eu/berlin', 'site: eu/paris', 'SITE_NAME_MISMATCH'],
  ['a short digest', `sha256:${'a1'.repeat(32)}`, 'sha256:a1', 'DOCUMENT_INVALID'],
];
for (const [name, from, to, code] of desiredFaults) {
  t.test(`desiredstate.yaml with ${name} has one fault`, async (t) => {
    const found = listFaults(
      readDesiredState(change(desired, from, to), { file: 'd.yaml', site: 'eu/berlin' }),
    );

    t.match(found, [{ code, file: 'd.yaml' }]);
    t.equal(found.length, 1);
  });
}

t.test('a host is in one deployment of an application, and ids are unique', async (t) => {
  const [first] = samples.yaml.DesiredState.spec.deployments;
  if (first === undefined) throw new Error('the sample has no deployment');
  const { hostParameters: _, ...rest } = first;
  const twice = {
    ...samples.yaml.DesiredState,
    spec: { deployments: [first, { ...rest, hosts: ['edge-02'] }] },
  };
  const other = { ...rest, id: first.id.replace(/^5/, '6'), applicationId: 'other', hosts: ['edge-02'] };
  const apart = { ...samples.yaml.DesiredState, spec: { deployments: [first, other] } };

  function find(state: DesiredState): readonly string[] {
    const found = listFaults(readDesiredState(writeDocument(state), { file: 'd.yaml' }));
    return found.map(({ code, pointer }) => `${code} ${pointer}`);
  }

  t.same(find(twice), ['DESIRED_ID_DUPLICATE /spec/deployments/1/id'], 'a copy is told by its id');
  t.same(
    find({ ...twice, spec: { deployments: [first, { ...other, applicationId: first.applicationId }] } }),
    ['DESIRED_HOST_TWICE /spec/deployments/1/hosts/0'],
  );
  t.same(
    listFaults(readDesiredState(writeDocument(apart), { file: 'd.yaml' })),
    [],
    'another application may be there',
  );
});

t.test('tombstones name each application and host once, with an epoch above 0', async (t) => {
  const { spec, ...rest } = samples.yaml.DesiredState;
  const one = { applicationId: 'hello', hosts: ['edge-01'], epoch: 1 };
  const rows: readonly (readonly [string, readonly Purge[], readonly string[]])[] = [
    ['hosts that left the inventory are fine', [{ ...one, hosts: ['long-gone'] }], []],
    ['two hosts, two epochs', [one, { ...one, hosts: ['edge-02'], epoch: 2 }], []],
    ['two applications', [one, { ...one, applicationId: 'zeta' }], []],
    ['a pair twice', [one, { ...one, epoch: 2 }], ['DESIRED_PURGE_TWICE /spec/purged/1/hosts/0']],
    ['epoch 0', [{ ...one, epoch: 0 }], ['DOCUMENT_INVALID /spec/purged/0/epoch']],
    ['half an epoch', [{ ...one, epoch: 1.5 }], ['DOCUMENT_INVALID /spec/purged/0/epoch']],
    ['no hosts', [{ ...one, hosts: [] }], ['DOCUMENT_INVALID /spec/purged/0/hosts']],
  ];
  for (const [name, purged, expected] of rows) {
    const text = writeDocument({ ...rest, spec: { ...spec, purged: [...purged] } });
    const found = listFaults(readDesiredState(text, { file: 'd.yaml' }));
    t.same(
      found.map(({ code, pointer }) => `${code} ${pointer}`),
      expected,
      name,
    );
  }
});

t.test('a truncated desired state is refused wherever the cut is', async (t) => {
  const lines = desired.split('\n');
  for (let end = 0; end < lines.length - 4; end += 1) {
    const result = readDesiredState(lines.slice(0, end).join('\n'), { file: 'd.yaml' });
    const isWhole = result.ok && JSON.stringify(result.value) === JSON.stringify(samples.yaml.DesiredState);
    if (result.ok && !isWhole)
      t.ok(result.value.spec.deployments.length > 0, `cut at ${end} removes nothing`);
  }
});

t.test('other documents', async (t) => {
  const file = 'x.yaml';
  const cases: readonly (readonly [ReadResult<unknown>, string])[] = [
    [readFleetPolicy(change(policy, 'name: pilot', 'name: Pilot'), { file }), 'DOCUMENT_INVALID'],
    [
      readFleetPolicy(change(policy, 'registries:', 'registries:\n    - repository: Acme/Apps'), { file }),
      'POLICY_REGISTRY_DUPLICATE',
    ],
    [
      readFleetPolicy(change(policy, 'groups:', 'groups:\n    - name: pilot'), { file }),
      'POLICY_GROUP_DUPLICATE',
    ],
    [readEvent(change(event, 'state: installed', 'state: Installed'), { file }), 'DOCUMENT_INVALID'],
    [readEvent(event, { file, site: 'eu/paris' }), 'SITE_NAME_MISMATCH'],
    [readLoConfig(change(lo, 'file: /etc/colo/token', 'token: ghp_x'), { file }), 'DOCUMENT_INVALID'],
    [readLoConfig(`${lo}retry: {initialSeconds: 9, maxSeconds: 3}\n`, { file }), 'DOCUMENT_INVALID'],
    [readLoConfig(`${lo}wake: {port: 9000}\n`, { file }), 'DOCUMENT_MISSING_KEY'],
    [readCoConfig(change(co, 'sweepSeconds: 60', 'sweepSeconds: 0'), { file }), 'DOCUMENT_INVALID'],
    [readCoConfig(change(co, 'infra:', 'infr:'), { file }), 'DOCUMENT_UNKNOWN_KEY'],
  ];
  for (const [result, code] of cases)
    t.match(
      listFaults(result).map((each) => each.code),
      [code],
    );
});

t.test('a fault never shows a value of a parameter or credential', async (t) => {
  const text = change(lo, 'file: /etc/colo/token', 'token: ghp_secret');
  const found = listFaults(readLoConfig(text, { file: 'lo.yaml' }));

  t.notMatch(found.map(formatDiagnostic).join(), 'ghp_secret');
});

t.test('a diagnostic is one line that editors follow, and an error for callers', async (t) => {
  const found = listFaults(readSite(change(site, 'port: 2222', 'port: 70000'), { file: 'a.yaml' }));
  const error = diagnosticsToError([...found, ...found]);

  t.match(found.map(formatDiagnostic), [
    /^a\.yaml:\d+:\d+: error DOCUMENT_INVALID: spec\.hosts\[0\]\.port must be at most 65535, not 70000\. Fix: Write 65535 or less\.$/,
  ]);
  t.match(error, { code: 'DOCUMENT_INVALID', place: { file: 'a.yaml' }, message: /\(and 1 more fault\)$/ });
  t.equal(diagnosticsToError([]).code, 'INTERNAL');
});

t.test('a secret stands by its name wherever a value may', async (t) => {
  const longest = 'a'.repeat(63);
  for (const name of ['db-password', 'x', longest]) {
    const value = `{ secretRef: ${name} }`;
    t.equal(readSite(change(site, 'port: 8080', `port: ${value}`), { file: 'x' }).ok, true);
    t.equal(readFleetPolicy(change(policy, 'greeting: Hi', `greeting: ${value}`), { file: 'x' }).ok, true);
    t.equal(readDesiredState(change(desired, 'value: Hello', `value: ${value}`), { file: 'x' }).ok, true);
  }
});

const secretConfig = `secretIdentity: { file: /etc/colo/age }
secrets:
  db-password:
    from: { age: true }
    grants: [{ application: hello-world, component: hello, pointer: DB_PASSWORD }]
`;

t.test('lo.yaml says where secrets come from and who may have them', async (t) => {
  const full = `${lo}${secretConfig}`;
  for (const from of [
    '{ file: /run/x }',
    '{ environment: COLO_SECRET_X }',
    '{ age: other.age }',
    '{ age: true }',
  ])
    t.equal(readLoConfig(change(full, '{ age: true }', from), { file: 'lo.yaml' }).ok, true, from);
  const faults: readonly (readonly [string, string, string])[] = [
    ['{ age: true }', '{ environment: GITHUB_TOKEN }', 'DOCUMENT_INVALID'],
    ['{ age: true }', '{ environment: COLO_SECRET_ }', 'DOCUMENT_INVALID'],
    ['{ age: true }', '{ age: false }', 'DOCUMENT_INVALID'],
    ['{ age: true }', '{ age: ../x.age }', 'DOCUMENT_INVALID'],
    ['{ age: true }', '{ file: relative }', 'DOCUMENT_INVALID'],
    ['{ age: true }', '{ file: /a, age: true }', 'DOCUMENT_INVALID'],
    ['  db-password:', '  DB_PASSWORD:', 'DOCUMENT_INVALID'],
    ['pointer: DB_PASSWORD', 'pointers: DB_PASSWORD', 'DOCUMENT_UNKNOWN_KEY'],
    ['component: hello,', '', 'DOCUMENT_MISSING_KEY'],
    ['component: hello,', 'component: "*",', 'DOCUMENT_INVALID'],
    ['secretIdentity: { file: /etc/colo/age }\n', '', 'DOCUMENT_MISSING_KEY'],
  ];
  for (const [from, to, code] of faults) {
    const found = listFaults(readLoConfig(change(full, from, to), { file: 'lo.yaml' }));
    t.match(
      found.map((each) => each.code),
      [code],
      to,
    );
    t.equal(found.length, 1, JSON.stringify(found));
  }
});
