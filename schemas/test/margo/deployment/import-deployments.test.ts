import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import t from 'tap';
import { readDesiredState } from '../../../src/documents/read-desired-state.ts';
import { writeDocument } from '../../../src/documents/write-document.ts';
import { importDeployments } from '../../../src/margo/deployment/import-deployments.ts';
import {
  chart,
  commit,
  compose,
  digest,
  edit,
  faultsOf,
  makeState,
  must,
  mustExport,
  mustImport,
  show,
} from './fixtures.ts';

const examples = new URL('../../../../../../shared/margo/examples/', import.meta.url);
const options = existsSync(examples) ? {} : { skip: 'the Margo examples do not lie beside this checkout' };

const [first = '', second = ''] = mustExport(makeState(chart)).map(({ text }) => text);

/** As others write it: no annotation of colo. */
const foreign = `apiVersion: application.margo.org/v1alpha1
kind: ApplicationDeployment
metadata:
  annotations:
    applicationId: hello
    id: A3E2F5DC-912e-494f-8395-52cf3769bc06
    example.com/owner: ann
  name: hello-deployment
  namespace: margo
  labels: { ring: canary }
spec:
  deploymentProfile:
    type: helm.v3
    components:
      - name: chart
        properties: { repository: oci://registry.example.com/hello, revision: 1.0.0, wait: true }
  parameters:
    greeting: { value: Hi, targets: [{ pointer: a.b, components: [chart] }] }
`;

const assumed = {
  site: 'paris',
  host: 'edge-07',
  version: '1.0',
  profile: 'helm',
  'source-repository': 'acme/apps',
  'source-path': 'apps/hello',
  'source-commit': commit,
  'source-digest': digest,
};

t.test('documents of several files and both dialects become one desired state', async (t) => {
  const desired = makeState(chart, compose);
  const files = mustExport(desired)
    .map(({ text }, index) => ({ file: `${index}.yaml`, text }))
    .reverse();

  t.equal(writeDocument(must(importDeployments(files, {}))), writeDocument(desired));
});

t.test('a value that was changed for one host is a value of that host', async (t) => {
  const desired = must(
    readDesiredState(mustImport(`${first}---\n${edit(second, 'value: Moin', 'value: Ahoi')}`), { file: 'x' }),
  );
  const plain = mustExport(makeState({ ...chart, hosts: ['a', 'b', 'c'], hostParameters: {} }));
  const [a = '', b = '', c = ''] = plain.map(({ text }) => text);
  const changed = mustImport(`${edit(a, 'value: Hello', 'value: Hi')}---\n${b}---\n${c}`);

  t.same(desired.spec.deployments[0]?.hostParameters, { 'edge-02': { greeting: 'Ahoi' } });
  t.match(must(readDesiredState(changed, { file: 'x' })).spec.deployments[0], {
    parameters: { greeting: { value: 'Hello' } },
    hostParameters: { a: { greeting: 'Hi' } },
  });
});

t.test('a time that was changed counts, not the one that was written before', async (t) => {
  const changed = mustImport(edit(first, 'timeout: "1m30s"', 'timeout: "5m0s"'));

  t.match(changed, 'timeout: "5m0s"');
  t.match(mustImport(first), 'timeout: "90s"');
});

t.test('a document by others is told what it lacks, and takes it from elsewhere', async (t) => {
  const lacks = faultsOf(foreign);

  t.equal(lacks.length, 8);
  t.equal(
    lacks[0],
    '1.yaml:5:5 error MARGO_DEPLOYMENT_INCOMPLETE: the document does not say the site, which a desired state needs',
  );
  const result = importDeployments([{ file: '1.yaml', text: foreign }], assumed);

  t.same(show(result.ok ? result.warnings : result.diagnostics), [
    '1.yaml:7:5 warning MARGO_NOT_CARRIED: a desired state has no place for example.com/owner: it is left out',
    '1.yaml:10:3 warning MARGO_NOT_CARRIED: a desired state has no place for labels: it is left out',
  ]);
  t.match(must(result), {
    metadata: { site: 'paris' },
    spec: {
      deployments: [
        {
          id: 'a3e2f5dc-912e-494f-8395-52cf3769bc06',
          applicationId: 'hello',
          hosts: ['edge-07'],
          profile: { id: 'helm', type: 'helm', components: [{ name: 'chart' }] },
          parameters: { greeting: { value: 'Hi' } },
        },
      ],
    },
  });
});

t.test('variables lose the prefix of early dialects, paths of charts keep it', async (t) => {
  const [web = ''] = mustExport(makeState(compose), { to: 'pr1' }).map(({ text }) => text);

  t.match(mustImport(web), 'pointer: PORT\n');
  t.match(mustImport(edit(web, 'ENV.PORT', 'PORT')), 'pointer: PORT\n');
  t.match(mustImport(edit(first, 'global.greeting', 'ENV.greeting')), 'pointer: ENV.greeting\n');
});

t.test('documents of one deployment that contradict each other are named with both places', async (t) => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    [
      'colo.dev/version: "1.0"',
      'colo.dev/version: "1.1"',
      /^2\.yaml:10:23 .*colo\.dev\/version is not as at 1\.yaml:10:23$/,
    ],
    ['revision: "1.0.0_b.1"', 'revision: "1.0.1"', /^2\.yaml:\d+:\d+ .*the components is not as at 1\.yaml/],
    ['pointer: global.greeting', 'pointer: other', /the parameters and their targets is not as at 1\.yaml/],
    ['colo.dev/track: "^1.0"', 'colo.dev/track: "^2.0"', /colo\.dev\/track is not as at 1\.yaml/],
    ['applicationId: hello', 'applicationId: other', /applicationId is not as at 1\.yaml/],
    ['deviceId: edge-02', 'deviceId: edge-01', /has host edge-01 here and at 1\.yaml:6:13$/],
    [
      'colo.dev/site: eu/berlin',
      'colo.dev/site: paris',
      /site paris here is not site eu\/berlin at 1\.yaml:8:20$/,
    ],
  ];
  for (const [from, to, says] of cases) {
    const said = faultsOf(first, edit(second, from, to));
    t.equal(said.length, 1, to);
    t.match(said[0], says);
    t.match(said[0], 'error MARGO_DEPLOYMENT_CONFLICT');
  }
  const third = edit(edit(second, 'edge-02', 'edge-03'), 'deviceId: edge-02', 'deviceId: edge-03');
  const shared = 'shared-values: "{\\"greeting\\":\\"Hello\\"}"';
  const other = edit(third, shared, 'shared-values: "{\\"greeting\\":\\"Hi\\"}"');
  t.match(faultsOf(second, other), [
    /the value of greeting in colo\.dev\/shared-values is not as at 1\.yaml/,
  ]);
});

t.test('every fault has its code and the line where people wrote it', async (t) => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['id: "', 'id: "x', /^1\.yaml:2:5 error DOCUMENT_\w+: id must be a UUID/],
    [
      'colo.dev/track',
      'colo.dev/trak',
      /DOCUMENT_UNKNOWN_KEY: .*no key colo\.dev\/trak; did you mean colo\.dev\/track\?/,
    ],
    ['version: "1.0"', 'version: 1.0', /^1\.yaml:10:23 error/],
    ['track: "^1.0"', 'track: newest!', /^1\.yaml:18:21 error DESIRED_RANGE_INVALID/],
    ['- chart\n', '- chrt\n', /^1\.yaml:\d+:15 error DESIRED_TARGET_DANGLING: .*did you mean chart\?/],
    ['overrides: "{\\"greeting', 'overrides: "{\\"greting', /^1\.yaml:16:5 error DESIRED_PARAMETER_UNKNOWN/],
    ['overrides: "{', 'overrides: "[', /^1\.yaml:16:25 error MARGO_ANNOTATION_INVALID: .* is no map in JSON/],
    ['hold-by: octocat', 'profile: x', /DOCUMENT_DUPLICATE_KEY/],
    [
      '    colo.dev/hold-by: octocat\n',
      '',
      /MARGO_ANNOTATION_INVALID: .*hold-reason needs colo\.dev\/hold-by/,
    ],
    [
      '          revision: "1.0.0_b.1"\n',
      '',
      /MARGO_COMPONENT_INCOMPLETE: component chart \(type helm\) has no revision/,
    ],
    [
      '          revision:',
      '          packageLocation: x\n          revision:',
      /MARGO_COMPONENT_MIXED: .*packageLocation, which is for process/,
    ],
    ['deviceId: edge-01', 'deviceId: Edge/01', /^1\.yaml:6:13 error .*hosts/],
    [
      'id: "',
      'kind: Deployment\nid: "',
      /MARGO_DEPLOYMENT_UNKNOWN: kind is Deployment, not ApplicationDeployment/,
    ],
    ['id: "', 'ident: "', /MARGO_DEPLOYMENT_UNKNOWN: the document is no ApplicationDeployment/],
    ['hello-edge-01\n', 'hello-edge-01\n---\n', /^1\.yaml:/],
    [first, '# nothing\n', /^1\.yaml:1:1 error DOCUMENT_EMPTY/],
    [first, '- a\n', /MARGO_DEPLOYMENT_UNKNOWN: the document is not a map/],
  ];
  for (const [from, to, says] of cases) t.match(faultsOf(edit(first, from, to))[0], says, to);
  t.match(faultsOf(`${first}---\n${edit(second, 'deviceId: edge-02', 'deviceId: 7')}`), [
    /^1\.yaml:44:13 error/,
  ]);
});

t.test('a value that Margo has no type for stands in an annotation', async (t) => {
  const carried = edit(
    edit(
      first,
      '    colo.dev/track',
      '    colo.dev/parameters: \'{"level":{"value":[],"targets":[{"pointer":"a","components":["chart"]}]}}\'\n    colo.dev/track',
    ),
    'colo.dev/site',
    'colo.dev/site',
  );

  t.match(mustImport(carried), 'level:\n          value: []\n');
  t.match(faultsOf(edit(carried, '"level"', '"greeting"')), [
    /holds greeting, which spec\.parameters has too/,
  ]);
  t.match(faultsOf(edit(carried, '"value":[]', '"valve":[]')), [
    /holds level, which is no parameter with value and targets/,
  ]);
  t.match(faultsOf(edit(carried, '"value":[]', '"value":null')), [/^1\.yaml:18:26 error/]);
  t.match(faultsOf(edit(carried, '["chart"]', '["chrt"]')), [/^1\.yaml:18:26 error DESIRED_TARGET_DANGLING/]);
});

t.test("the specification's own documents are read, or told what they are", options, async (t) => {
  const helm = await readFile(
    new URL('spec-2024-10/deployments/ApplicationDeployment-helm.yaml', examples),
    'utf8',
  );
  const draft = await readFile(new URL('spec-2025-02/valid/DesiredState-001.yaml', examples), 'utf8');
  const site = '379871e1-d4c4-4cef-8545-353e4535f08e/c2bef716-eb6e-4bb3-ad26-eccfa3e25f8f';
  const other = await readFile(new URL(`iea/desiredstate/${site}/desiredstate.yaml`, examples), 'utf8');

  for (const text of [helm, draft]) t.ok(importDeployments([{ file: 'helm.yaml', text }], assumed).ok);
  t.match(faultsOf(other), [/MARGO_DEPLOYMENT_UNKNOWN: kind is Deployment, not ApplicationDeployment/]);
});

t.test('a stream of aliases is bounded as a whole, and so is what is said of it', async (t) => {
  const bomb = `a: &a [1]\nb: [${'*a, '.repeat(40)}]\n`;
  const many = 'kind: x\n---\n'.repeat(2000);

  t.match(faultsOf(`${bomb}---\n${bomb}---\n${bomb}`), [/^1\.yaml:8:\d+ error DOCUMENT_TOO_MANY_ALIASES/]);
  t.equal(faultsOf(many).length, 50);
});

const hostile: readonly (readonly [string, RegExp])[] = [
  ['['.repeat(50_000), /^1\.yaml:1:65 error DOCUMENT_TOO_DEEP/],
  [`a: ${'b'.repeat(8 * 1024 * 1024)}\n`, /^1\.yaml:1:1 error DOCUMENT_TOO_LARGE/],
  ['a: 1\n---\na: 1\na: 2\n', /^1\.yaml:4:1 error DOCUMENT_DUPLICATE_KEY/],
  ['a: 1\n---\n__proto__: 1\n', /^1\.yaml:3:1 error DOCUMENT_KEY_REFUSED/],
  ['a: 1\n---\na: !!js/x 1\n', /^1\.yaml:3:11 error DOCUMENT_TAG_REFUSED/],
  ['a: 1\n---\na: &a {}\nb: { <<: *a }\n', /^1\.yaml:4:6 error DOCUMENT_KEY_REFUSED/],
  ['a: 1\n---\na: [\n', /^1\.yaml:\d:\d error DOCUMENT_SYNTAX/],
  ['a: 1\n---\na: \0\n', /^1\.yaml:3:4 error DOCUMENT_CHARACTER_REFUSED/],
  ['%YAML 1.1\n---\na: 1\n', /^1\.yaml:1:1 error DOCUMENT_SYNTAX/],
];

for (const [text, says] of hostile) {
  t.test(
    `${text.slice(0, 30).replaceAll('\n', ' ').replaceAll('\0', 'NUL')} is refused with its place`,
    async (t) => {
      t.match(faultsOf(text)[0], says);
    },
  );
}

t.test('what an annotation holds as JSON is bounded as a document is', async (t) => {
  for (const inner of [
    '['.repeat(100),
    '{\\"a\\":1,\\"a\\":2}',
    '{\\"__proto__\\":1}',
    '{\\"greeting\\":\\"\\\\u202e\\"}',
  ]) {
    const text = edit(
      first,
      'colo.dev/overrides: "{\\"greeting\\":\\"Hello\\"}"',
      `colo.dev/overrides: "${inner}"`,
    );
    t.match(faultsOf(text), [/^1\.yaml:16:25 error MARGO_ANNOTATION_INVALID/], inner);
  }
});

t.test('the document that docs/margo.md shows is read', async (t) => {
  const page = await readFile(new URL('../../../../../docs/margo.md', import.meta.url), 'utf8');
  const [text = ''] = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].flatMap(([, code = '']) =>
    code.includes('deviceId') ? [code] : [],
  );

  t.match(mustImport(text), 'hostParameters:\n        edge-02:\n          greeting: Moin\n');
  t.match(text, mustExport(makeState(chart))[1]?.id);
});
