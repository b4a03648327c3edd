import t from 'tap';
import { readPackage } from '../../../src/margo/read-package.ts';
import { pr1Text, rc3Text } from '../fixtures.ts';
import { type SoundDocument, soundDocuments } from './sound-documents.ts';

type Slip = readonly [from: string, to: string];

/** Independent slips in one document, and what is found: each of them, once. */
const CASES: readonly (readonly [
  document: keyof typeof soundDocuments,
  slips: readonly Slip[],
  found: readonly string[],
])[] = [
  [
    'pr1',
    [
      ['name: Example', 'nam: Example'],
      ['id: hello-compose', 'id: hello-helm'],
    ],
    ['9:9 DOCUMENT_UNKNOWN_KEY', '19:9 MARGO_PROFILE_DUPLICATE'],
  ],
  [
    'pr1',
    [
      ['dataType: integer', 'dataType: int'],
      ['maxLength: 45', 'maxLength: 3'],
    ],
    ['40:12 MARGO_DEFAULT_REFUSED', '67:17 DOCUMENT_INVALID'],
  ],
  [
    'pr1',
    [
      ['dataType: integer', 'dataType: quux'],
      ['value: Hello', 'value: 7'],
    ],
    ['40:12 MARGO_DEFAULT_REFUSED', '67:17 DOCUMENT_INVALID'],
  ],
  [
    'pr1',
    [
      ['version: "1.0"', 'version: 1.0'],
      ['components: ["chart"]', 'components: ["chrt"]'],
    ],
    ['6:12 DOCUMENT_UNQUOTED', '43:22 MARGO_TARGET_DANGLING'],
  ],
  [
    'pr1',
    [
      ['metadata:', 'metdata:'],
      ['pointer: ENV.GREETING', 'pointer: PORTS.80'],
    ],
    ['3:1 DOCUMENT_UNKNOWN_KEY', '44:18 MARGO_POINTER_PORTS'],
  ],
  [
    'pr1',
    [
      ['deploymentProfiles:', 'deploymentProfile:'],
      ['schema: port', 'schema: prt'],
    ],
    ['10:1 DOCUMENT_UNKNOWN_KEY', '61:19 MARGO_SETTING_DANGLING'],
  ],
  [
    'pr1',
    [
      ['type: helm.v3', 'type: Helm.v3'],
      ['pointer: global.greeting', 'pointer: global..greeting'],
    ],
    ['11:11 DOCUMENT_INVALID', '42:18 MARGO_POINTER_INVALID'],
  ],
  [
    'pr1',
    [
      ['kind: ApplicationDescription', 'kind: Application'],
      ['timeout: 5m', 'timeout: five'],
    ],
    ['2:7 MARGO_DIALECT_UNKNOWN', '25:20 DOCUMENT_INVALID'],
  ],
  [
    'pr1',
    [
      ['  id: hello\n  name', '  name'],
      ['maxLength: 45', 'maxLength: 3'],
    ],
    ['1:1 MARGO_DIALECT_UNKNOWN', '39:12 MARGO_DEFAULT_REFUSED'],
  ],
  [
    'rc3',
    [
      ['id: hello\n', 'kind: App\nid: hello\n'],
      ['memory: 512Mi', 'memory: 512'],
    ],
    ['2:7 MARGO_DIALECT_UNKNOWN', '28:17 DOCUMENT_INVALID'],
  ],
  [
    'rc3',
    [
      ['  name: Hello\n', '  name: Hello\n  id: hello\n'],
      ['memory: 512Mi', 'memory: 512'],
    ],
    ['2:5 MARGO_DIALECT_UNKNOWN', '28:17 DOCUMENT_INVALID'],
  ],
  [
    'rc3',
    [
      ['memory: 512Mi', 'memory: 512'],
      ['version: "1.0"', 'version: "1..0"'],
    ],
    ['5:12 MARGO_VERSION_UNUSABLE', '27:17 DOCUMENT_INVALID'],
  ],
  [
    'site.yaml',
    [
      ['region: eu', 'region: 1'],
      ['name: edge-02', 'name: edge-01'],
    ],
    ['6:13 DOCUMENT_UNQUOTED', '15:13 SITE_HOST_DUPLICATE'],
  ],
  [
    'desiredstate.yaml',
    [
      ['commit: a555555555555555555555555555555555555555', 'commit: a55'],
      ['components: [web]', 'components: [wbe]'],
    ],
    ['13:17 DOCUMENT_INVALID', '30:28 DESIRED_TARGET_DANGLING'],
  ],
  [
    'colo.yaml',
    [['sites: [eu/*]', 'sites: eu/*\n    - name: pilots']],
    ['9:14 DOCUMENT_INVALID', '10:13 POLICY_GROUP_DUPLICATE'],
  ],
];

for (const [name, slips, found] of CASES) {
  t.test(`${name} with ${slips.map(([, to]) => JSON.stringify(to)).join(' and ')}`, async (t) => {
    const { text, read }: SoundDocument = soundDocuments[name];
    const faulty = slips.reduce((whole, [from, to]) => {
      if (!whole.includes(from)) throw new Error(`the text ${from} is not there`);
      return whole.replace(from, () => to);
    }, text);

    const result = read(faulty, { file: name });

    t.same(
      (result.ok ? [] : result.diagnostics).map(({ line, column, code }) => `${line}:${column} ${code}`),
      found,
    );
  });
}

/** A fault of form that other places rest on, and nothing told because of it. */
const ALONE: readonly (readonly [from: string, to: string])[] = [
  ['- name: chart', '- name: Chart'],
  ['- name: chart', '- nme: chart'],
  ['- name: text', '- name: 7'],
  ['  greeting:\n', '  gree ting:\n'],
  ['type: helm.v3', 'type: nomad'],
  ['dataType: integer', 'dataType: array'],
  ['    id: hello-compose\n', ''],
];

for (const [from, to] of ALONE) {
  t.test(`pr1 with ${JSON.stringify(to)} has one fault`, async (t) => {
    const result = readPackage(pr1Text.replace(from, to), { file: 'margo.yaml' });

    t.equal(result.ok, false);
    t.equal(result.ok ? 0 : result.diagnostics.length, 1);
  });
}

t.test(
  'requiredResources in a package of release candidate 3 are one fault, with kind and without',
  async (t) => {
    const [before, after] = [rc3Text.indexOf('    deviceConstraints:'), rc3Text.indexOf('  - type: process')];
    const slip = `${rc3Text.slice(0, before)}    requiredResources:\n      memory: 512Mi\n${rc3Text.slice(after)}`;

    for (const text of [slip, `kind: ApplicationDescription\n${slip}`]) {
      const result = readPackage(text, { file: 'margo.yaml' });

      t.match(result, {
        ok: false,
        diagnostics: [{ code: 'DOCUMENT_UNKNOWN_KEY', fix: 'Write deviceConstraints.' }],
      });
      t.equal(result.ok ? 0 : result.diagnostics.length, 1);
    }
  },
);
