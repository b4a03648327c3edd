import t from 'tap';
import { convertPackage } from '../../../src/margo/convert/convert-package.ts';
import type { MargoTarget } from '../../../src/margo/convert/margo-target.ts';
import {
  draft2024Text,
  draft2025Text,
  edit,
  mustRead,
  pr1Text,
  rc2Text,
  rc3Text,
  show,
} from '../fixtures.ts';

function convert(text: string, to: MargoTarget): string {
  const result = convertPackage(text, { file: 'margo.yaml', to });
  if (result.ok) return result.value.text;
  throw new Error(show(result).join('\n'));
}

function losses(text: string, to: MargoTarget): readonly string[] {
  const result = convertPackage(text, { file: 'margo.yaml', to });
  return result.ok ? ['ok'] : show(result);
}

const charts = pr1Text
  .replace(/ {2}- type: compose\n(?: {4}.*\n)*/, '')
  .replace('["web", "program"]', '["program"]')
  .replace('components: ["web"]', 'components: ["program"]');

for (const [dialect, text] of Object.entries({ draft2024Text, draft2025Text, pr1Text, rc2Text })) {
  t.test(`${dialect} becomes pr1, and means the same`, async (t) => {
    const pkg = mustRead(text);

    t.same(mustRead(convert(text, 'pr1')), { ...pkg, dialect: 'pr1' });
  });
}

t.test('a converted package is shown as people write it', async (t) => {
  t.equal(
    convert(charts, 'rc3'),
    `apiVersion: margo.org/v1-alpha1
id: hello
metadata:
  name: Hello
  version: "1.0"
  catalog:
    organization:
      - name: Example
deploymentProfiles:
  - type: helm
    id: hello-helm
    components:
      - name: chart
        properties:
          repository: "oci://registry.example.com/hello"
          revision: "1.0.0"
  - type: process
    id: hello-process
    components:
      - name: program
        properties:
          packageLocation: "./program"
          command:
            - node
            - server.mjs
          healthCheck:
            command:
              - node
              - health.mjs
            timeout: "3s"
          stopSignal: INT
          stopTimeout: "5s"
parameters:
  greeting:
    value: Hello
    targets:
      - pointer: global.greeting
        components:
          - chart
      - pointer: GREETING
        components:
          - program
  port:
    value: 8080
    targets:
      - pointer: PORT
        components:
          - program
configuration:
  sections:
    - name: General
      settings:
        - parameter: greeting
          name: Greeting
          immutable: true
          schema: text
        - parameter: port
          name: Port
          schema: port
  schema:
    - name: text
      dataType: string
      maxLength: 45
    - name: port
      dataType: integer
      minValue: 1024
`,
  );
});

t.test('pr1 writes variables with their prefix, and paths of charts without', async (t) => {
  const text = convert(rc2Text, 'pr1');

  t.match(text, 'pointer: ENV.GREETING');
  t.match(text, 'pointer: ENV.PORT');
  t.match(text, 'pointer: global.greeting');
});

t.test('times and versions are written as rc3 takes them', async (t) => {
  const text = edit(
    edit(charts, 'revision: 1.0.0', 'revision: 1.0.0+b.1\n          timeout: 90s'),
    'command: ["node", "server.mjs"]',
    'command: ["node", "server.mjs"]\n          timeout: 1h',
  );
  const written = convert(text, 'rc3');

  t.match(written, 'revision: "1.0.0_b.1"');
  t.match(written, 'timeout: "1m30s"');
  t.match(written, 'timeout: "60m0s"');
  t.equal(mustRead(convert(written, 'pr1')).profiles[0]?.components[0]?.properties['revision'], '1.0.0+b.1');
});

const needs = `    id: hello-helm
    requiredResources:
      cpu: {cores: 1.5, architectures: [x86_64, amd64, arm64]}
      memory: 4096Gi
      storage: 4096Gi
      peripherals:
        - {type: gpu, manufacturer: Acme}
      interfaces:
        - {type: ethernet}
`;

t.test('required devices become eligibility rules, and come back', async (t) => {
  const text = edit(charts, '    id: hello-helm\n', needs);
  const written = convert(text, 'rc3');
  const { needs: constraints } = mustRead(written).profiles[0] ?? {};

  t.same(constraints?.architectures, ['amd64', 'arm64']);
  t.same([constraints?.memoryBytes, constraints?.storageBytes], [2 ** 42, 2 ** 42]);
  t.match(written, /memory: "4096Gi"\n +storage: "4Ti"/);
  t.match(constraints?.eligibility, [{ expressions: [{ key: '/peripherals' }, { key: '/interfaces' }] }]);
  t.same(mustRead(convert(written, 'pr1')).profiles[0]?.needs, {
    ...mustRead(text).profiles[0]?.needs,
    architectures: ['amd64', 'arm64'],
  });
});

const refusals: readonly (readonly [
  name: string,
  text: string,
  to: MargoTarget,
  expected: readonly string[],
])[] = [
  ['a compose file of the package', pr1Text, 'rc3', ['23:11 MARGO_NOT_CARRIED']],
  [
    'a remote compose file and its key',
    edit(
      pr1Text,
      'packageLocation: ./web/compose.yaml',
      'packageLocation: https://example.com/a.tar.gz\n          keyLocation: https://example.com/a.asc',
    ),
    'rc3',
    ['23:11 MARGO_NOT_CARRIED', '24:11 MARGO_NOT_CARRIED'],
  ],
  ['a compose file of a draft', draft2024Text, 'rc3', ['21:11 MARGO_NOT_CARRIED']],
  [
    'a chart elsewhere, without a full version',
    edit(edit(charts, 'oci://', 'https://'), 'revision: 1.0.0', 'revision: v1.0'),
    'rc3',
    ['16:23 MARGO_NOT_CARRIED', '17:21 MARGO_NOT_CARRIED'],
  ],
  ['an underscore', edit(charts, 'revision: 1.0.0', 'revision: 1.0.0_b'), 'rc3', ['17:21 MARGO_NOT_CARRIED']],
  [
    'vendor keys, a compose artifact and rules',
    rc3Text,
    'pr1',
    [
      '9:1 MARGO_NOT_CARRIED',
      '14:5 MARGO_NOT_CARRIED',
      '17:9 MARGO_NOT_CARRIED',
      '19:11 MARGO_NOT_CARRIED',
      '20:11 MARGO_NOT_CARRIED',
      '30:11 MARGO_NOT_CARRIED',
    ],
  ],
  [
    'an architecture',
    edit(rc3Text, '[amd64]', '[amd64, riscv64]'),
    'pr1',
    ['9:1', '14:5', '17:9', '19:11', '20:11', '26:34', '30:11'].map((at) => `${at} MARGO_NOT_CARRIED`),
  ],
  [
    'an architecture of rc2',
    edit(
      rc2Text,
      '    id: hello-helm\n',
      '    id: hello-helm\n    requiredResources: {cpu: {cores: 1, architectures: [other]}}\n',
    ),
    'pr1',
    ['13:57 MARGO_NOT_CARRIED'],
  ],
  [
    'a rule that is always true',
    `${edit(charts.replace('metadata:\n  id: hello\n', 'id: hello\nmetadata:\n'), 'helm.v3', 'helm').replace('    id: hello-helm\n', '    id: hello-helm\n    deviceConstraints: {eligibilityRules: [{}]}\n').replace('ENV.', '')}`,
    'pr1',
    ['13:44 MARGO_NOT_CARRIED'],
  ],
  [
    'a package with faults',
    edit(pr1Text, 'schema: text', 'schema: txt'),
    'rc3',
    ['58:19 MARGO_SETTING_DANGLING'],
  ],
];

for (const [name, text, to, expected] of refusals) {
  t.test(`not carried to ${to}: ${name}`, async (t) => {
    const found = losses(text, to);

    t.same(found, expected);
  });
}

t.test('what is not carried says why and what to do', async (t) => {
  const result = convertPackage(pr1Text, { file: 'apps/hello/margo.yaml', to: 'rc3' });

  t.match(result, {
    ok: false,
    diagnostics: [
      { file: 'apps/hello/margo.yaml', message: /component web/, fix: /Keep this profile in pr1/ },
    ],
  });
});

t.test('what is written out must not be larger than readers take', async (t) => {
  const tags = Array.from({ length: 100 }, () => `      - ${'x'.repeat(190)}\n`).join('');
  const keys = Array.from({ length: 90 }, (_, index) => `  k${index}: *list\n`).join('');
  const text = `${edit(rc3Text, '  anything: [1, 2]\n', `  list: &list\n${tags}${keys}`)}`;

  const result = convertPackage(text, { file: 'margo.yaml', to: 'rc3' });

  t.match(result, { ok: false, diagnostics: [{ file: 'margo.yaml as rc3' }] });
});
