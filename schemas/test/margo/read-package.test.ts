import t from 'tap';
import { readPackage } from '../../src/margo/read-package.ts';
import { draft2024Text, draft2025Text, edit, mustRead, pr1Text, rc2Text, rc3Text, show } from './fixtures.ts';

function read(text: string): readonly string[] {
  const result = readPackage(text, { file: 'margo.yaml' });
  return [...(result.ok ? ['ok'] : []), ...show(result)];
}

t.test('pr1 becomes the one model', async (t) => {
  const pkg = mustRead(pr1Text);

  t.equal(pkg.dialect, 'pr1');
  t.same([pkg.id, pkg.name, pkg.version], ['hello', 'Hello', '1.0']);
  t.same(
    pkg.profiles.map((profile) => `${profile.id}:${profile.type}`),
    ['hello-helm:helm', 'hello-compose:compose', 'hello-process:process'],
  );
  t.same(pkg.parameters['greeting']?.targets, [
    { pointer: 'global.greeting', components: ['chart'] },
    { pointer: 'GREETING', components: ['web', 'program'] },
  ]);
  t.same(pkg.settings['greeting'], {
    label: 'Greeting',
    immutable: true,
    rule: { name: 'text', dataType: 'string', maxLength: 45, allowEmpty: false },
  });
  t.equal(pkg.settings['port']?.immutable, false);
});

t.test('rc3 becomes the one model', async (t) => {
  const pkg = mustRead(rc3Text);

  t.equal(pkg.dialect, 'rc3');
  t.equal(pkg.id, 'hello');
  t.same(pkg.parameters['greeting'], { targets: [{ pointer: 'GREETING', components: ['web'] }] });
  t.same(pkg.profiles[0]?.needs, {
    cores: 1.5,
    architectures: ['amd64'],
    memoryBytes: 512 * 1024 * 1024,
    storageBytes: 1024 * 1024 * 1024,
    peripherals: [],
    interfaces: [],
    eligibility: [
      {
        expressions: [
          {
            on: 'properties',
            key: '/peripherals',
            operator: 'ContainsAll',
            itemSelector: [{ on: 'properties', key: '/type', operator: 'In', values: ['gpu'] }],
          },
          { on: 'labels', key: 'example.com/line', operator: 'Exists' },
        ],
      },
    ],
  });
});

t.test('a package without a word of its candidate is rc3 where that fits, else rc2', async (t) => {
  const charts = edit(
    rc2Text.slice(0, rc2Text.indexOf('  - type: compose')),
    'deploymentProfiles:\n',
    'deploymentProfiles:\n',
  );
  const early = edit(charts, 'revision: 1.0.0', 'revision: v1.0');
  const neither = edit(early, 'name: chart', 'name: Chart');

  t.equal(mustRead(charts).dialect, 'rc3');
  t.equal(mustRead(early).dialect, 'rc2');
  t.same(read(neither), ['14:15 DOCUMENT_INVALID', '17:21 DOCUMENT_INVALID']);
});

t.test('what colo does not use is kept', async (t) => {
  const { details, profiles } = mustRead(rc3Text);

  t.same(details, {
    apiVersion: 'margo.org/v1.0.0',
    catalog: { organization: [{ name: 'Example' }] },
    extensions: { 'x-acme-extensions': { anything: [1, 2] } },
  });
  t.same(profiles[0]?.extensions, { 'x-acme-extensions': {} });
  t.same(profiles[0]?.components[0]?.extensions, { 'x-acme-extensions': { a: 'b' } });
  t.match(mustRead(pr1Text).details.configuration, {
    sections: [{ name: 'General', parameters: ['greeting', 'port'] }],
    rules: [{ name: 'text' }, { name: 'port' }],
  });
});

t.test('kind is optional in rc3 and needed in pr1', async (t) => {
  t.same(read(`kind: ApplicationDescription\n${rc3Text}`), ['ok']);
  t.same(read(edit(pr1Text, 'kind: ApplicationDescription\n', '')), ['1:1 DOCUMENT_MISSING_KEY']);
});

const refusals: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
  [
    'another kind',
    edit(pr1Text, 'kind: ApplicationDescription', 'kind: Deployment'),
    ['2:7 MARGO_DIALECT_UNKNOWN'],
  ],
  [
    'docker-compose after the drafts',
    edit(pr1Text, 'type: compose', 'type: docker-compose'),
    ['18:11 DOCUMENT_INVALID'],
  ],
  [
    'words of two release candidates',
    edit(rc3Text, '    deviceConstraints:\n', '    requiredResources: {}\n    deviceConstraints:\n'),
    ['22:5 DOCUMENT_UNKNOWN_KEY'],
  ],
  [
    'a local compose file in rc3',
    edit(rc3Text, 'revision: 1.0.0-rc.1_build.7', 'packageLocation: ./a'),
    ['20:11 MARGO_COMPONENT_MIXED'],
  ],
  [
    '2024-10: a profile with an id',
    edit(pr1Text, 'kind: ApplicationDescription', 'kind: application'),
    [
      '12:5 DOCUMENT_UNKNOWN_KEY',
      '18:11 DOCUMENT_INVALID',
      '19:5 DOCUMENT_UNKNOWN_KEY',
      '27:5 DOCUMENT_UNKNOWN_KEY',
    ],
  ],
  [
    '2024-10: unquoted version',
    edit(draft2024Text, 'version: "1.0"', 'version: 1.0'),
    ['6:12 DOCUMENT_UNQUOTED'],
  ],
  [
    '2024-10: dangling rule',
    edit(draft2024Text, 'schema: text', 'schema: txt'),
    ['55:19 MARGO_SETTING_DANGLING'],
  ],
  [
    '2025-02: compose with a chart',
    edit(draft2025Text, 'packageLocation: ./web/compose.yaml', 'repository: oci://a'),
    ['21:11 MARGO_COMPONENT_MIXED'],
  ],
  [
    '2025-02: a target names no component',
    edit(draft2025Text, 'name: program', 'name: web'),
    ['42:29 MARGO_TARGET_DANGLING'],
  ],
  ['rc2: helm.v3', edit(rc2Text, 'type: helm', 'type: helm.v3'), ['11:11 DOCUMENT_INVALID']],
  ['rc2: no kind', edit(rc2Text, 'kind: ApplicationDescription\n', ''), ['1:1 DOCUMENT_MISSING_KEY']],
  ['rc2: wait as a text', edit(rc2Text, 'wait: true', 'wait: "true"'), ['24:17 MARGO_WAIT_TEXT']],
  [
    'rc2: cpu without cores',
    edit(
      rc2Text,
      '    id: hello-helm\n',
      '    id: hello-helm\n    requiredResources:\n      cpu: {architectures: [riscv64]}\n',
    ),
    ['14:7 DOCUMENT_MISSING_KEY'],
  ],
  [
    'an amount without a unit',
    edit(rc2Text, '    id: hello-helm\n', '    id: hello-helm\n    requiredResources: {memory: "1024"}\n'),
    ['13:33 DOCUMENT_INVALID'],
  ],
  [
    'an amount too large to count',
    edit(
      pr1Text,
      '    id: hello-helm\n',
      '    id: hello-helm\n    requiredResources: {memory: 9999999999999999Mi}\n',
    ),
    ['13:33 DOCUMENT_INVALID'],
  ],
  ['two ids', `id: hello\n${pr1Text}`, ['1:5 MARGO_DIALECT_UNKNOWN']],
  ['no id', edit(pr1Text, '  id: hello\n  name', '  name'), ['1:1 MARGO_DIALECT_UNKNOWN']],
  ['no map', '- a\n', ['1:1 MARGO_DIALECT_UNKNOWN']],
  ['nothing', '~\n', ['1:1 MARGO_DIALECT_UNKNOWN']],
  ['unquoted version', edit(pr1Text, 'version: "1.0"', 'version: 1.0'), ['6:12 DOCUMENT_UNQUOTED']],
  [
    'version not for a tag',
    edit(pr1Text, 'version: "1.0"', 'version: 1..0'),
    ['6:12 MARGO_VERSION_UNUSABLE'],
  ],
  ['version with a slash', edit(pr1Text, 'version: "1.0"', 'version: 1/0'), ['6:12 DOCUMENT_INVALID']],
  [
    'duplicate profile',
    edit(pr1Text, 'id: hello-process', 'id: hello-compose'),
    ['27:9 MARGO_PROFILE_DUPLICATE'],
  ],
  [
    'duplicate component',
    edit(
      pr1Text,
      '      - name: chart\n',
      '      - name: chart\n        properties: {repository: "oci://a", revision: "1"}\n      - name: chart\n',
    ),
    ['16:15 MARGO_COMPONENT_DUPLICATE'],
  ],
  [
    'duplicate rule',
    edit(pr1Text, '    - name: port\n', '    - name: text\n'),
    ['66:13 MARGO_RULE_DUPLICATE'],
  ],
  [
    'dangling target',
    edit(
      pr1Text,
      '      - pointer: PORT\n        components: ["web"]',
      '      - pointer: PORT\n        components: ["wep"]',
    ),
    ['50:22 MARGO_TARGET_DANGLING'],
  ],
  [
    'dangling parameter',
    edit(pr1Text, 'parameter: port', 'parameter: prot'),
    ['59:22 MARGO_SETTING_DANGLING'],
  ],
  ['dangling rule', edit(pr1Text, 'schema: text', 'schema: txt'), ['58:19 MARGO_SETTING_DANGLING']],
  [
    'two settings',
    edit(pr1Text, 'parameter: port', 'parameter: greeting'),
    ['59:22 MARGO_SETTING_DUPLICATE'],
  ],
  ['default breaks its rule', edit(pr1Text, 'value: 8080', 'value: 80'), ['47:12 MARGO_DEFAULT_REFUSED']],
  [
    'secret as default',
    edit(pr1Text, 'value: 8080', 'value: {secretRef: token}'),
    ['47:12 DOCUMENT_SECRET_REF'],
  ],
  ['template, quoted', edit(pr1Text, 'name: Hello\n', 'name: "{{NAME}}"\n'), ['5:9 MARGO_TEMPLATE_LEFT']],
  ['template, bare', edit(pr1Text, 'name: Hello\n', 'name: {{NAME}}\n'), ['5:9 MARGO_TEMPLATE_LEFT']],
  [
    'helm with packageLocation',
    edit(
      pr1Text,
      '          revision: 1.0.0\n',
      '          revision: 1.0.0\n          packageLocation: ./a\n',
    ),
    ['18:11 MARGO_COMPONENT_MIXED'],
  ],
  [
    'process without command',
    edit(pr1Text, '          command: ["node", "server.mjs"]\n', ''),
    ['30:9 MARGO_COMPONENT_INCOMPLETE'],
  ],
  ['PORTS pointer', edit(pr1Text, 'pointer: PORT', 'pointer: PORTS.80'), ['49:18 MARGO_POINTER_PORTS']],
  [
    'reserved variable',
    edit(pr1Text, 'pointer: PORT', 'pointer: LD_PRELOAD'),
    ['49:18 MARGO_VARIABLE_RESERVED'],
  ],
  [
    'reserved variable with prefix',
    edit(pr1Text, 'ENV.GREETING', 'ENV.DOCKER_HOST'),
    ['44:18 MARGO_VARIABLE_RESERVED'],
  ],
  ['no variable', edit(pr1Text, 'pointer: PORT', 'pointer: global.port'), ['49:18 MARGO_POINTER_INVALID']],
  ['no dot path', edit(pr1Text, 'global.greeting', 'global..greeting'), ['42:18 MARGO_POINTER_INVALID']],
  ['one pointer twice', edit(pr1Text, 'pointer: PORT', 'pointer: GREETING'), ['49:18 MARGO_POINTER_TWICE']],
  ['unknown rule word', edit(pr1Text, 'minValue: 1024', 'minimum: 1024'), ['68:7 MARGO_RULE_WORD_UNKNOWN']],
  ['rule word of another type', edit(pr1Text, 'minValue: 1024', 'minLength: 4'), ['68:7 MARGO_RULE_INVALID']],
  [
    'empty range',
    edit(pr1Text, 'minValue: 1024', 'minValue: 9000\n      maxValue: 80'),
    ['68:17 MARGO_RULE_INVALID'],
  ],
  [
    'look-around in a pattern',
    edit(pr1Text, 'maxLength: 45', 'regexMatch: "(?=H)"'),
    ['65:19 MARGO_PATTERN_UNSUPPORTED'],
  ],
  [
    'multiselect without options',
    edit(pr1Text, 'minValue: 1024', 'multiselect: true'),
    ['68:20 MARGO_RULE_INVALID'],
  ],
  [
    'option of another type',
    edit(pr1Text, 'minValue: 1024', 'options: [8080, "x"]'),
    ['68:23 MARGO_RULE_INVALID'],
  ],
  ['no time at all', edit(pr1Text, 'timeout: 5m\n', 'timeout: soon\n'), ['25:20 DOCUMENT_INVALID']],
  ['a time of zero', edit(pr1Text, 'timeout: 5m\n', 'timeout: 0s\n'), ['25:20 MARGO_TIMEOUT_INVALID']],
  [
    'a time over a day',
    edit(pr1Text, 'stopTimeout: 5s', 'stopTimeout: 25h'),
    ['37:24 MARGO_TIMEOUT_INVALID'],
  ],
  ['rc3: short time', edit(rc3Text, 'timeout: 2m30s', 'timeout: 5m'), ['21:20 MARGO_TIMEOUT_FORM']],
  [
    'rc3: no oci address',
    edit(rc3Text, 'repository: oci://registry.example.com/hello', 'repository: https://example.com/hello'),
    ['19:23 DOCUMENT_INVALID'],
  ],
  [
    'rc3: leading v',
    edit(rc3Text, 'revision: 1.0.0-rc.1_build.7', 'revision: v1.0.0'),
    ['20:21 DOCUMENT_INVALID'],
  ],
  [
    'rc3: In without values',
    edit(rc3Text, 'operator: Exists', 'operator: In'),
    ['39:51 MARGO_ELIGIBILITY_INVALID'],
  ],
  [
    'rc3: no JSON Pointer',
    edit(rc3Text, 'key: /peripherals', 'key: peripherals'),
    ['32:22 MARGO_ELIGIBILITY_INVALID'],
  ],
  ['extension key in pr1', `${pr1Text}x-acme-extensions: {}\n`, ['69:1 DOCUMENT_UNKNOWN_KEY']],
  ['unknown key', edit(pr1Text, 'parameters:\n', 'parametres:\n'), ['38:1 DOCUMENT_UNKNOWN_KEY']],
];

for (const [name, text, expected] of refusals) {
  t.test(`refused: ${name}`, async (t) => {
    t.same(read(text), expected);
  });
}

t.test('faults say what is wrong and what to do', async (t) => {
  const dangling = edit(pr1Text, 'schema: text', 'schema: txt');
  const result = readPackage(dangling, { file: 'apps/hello/margo.yaml' });

  t.match(result, {
    ok: false,
    diagnostics: [{ file: 'apps/hello/margo.yaml', message: /no rule txt/, fix: /Write text/ }],
  });
});

t.test('several faults are reported together, in the order of the text', async (t) => {
  const text = edit(
    edit(edit(pr1Text, 'value: 8080', 'value: 80'), 'pointer: PORT', 'pointer: PATH'),
    'minValue: 1024',
    'minValue: 1024\n      sensitive: true',
  );

  t.same(read(text), [
    '47:12 MARGO_DEFAULT_REFUSED',
    '49:18 MARGO_VARIABLE_RESERVED',
    '69:7 MARGO_RULE_WORD_UNKNOWN',
  ]);
});

t.test('wait: "true" is taken as true in pr1, with a warning', async (t) => {
  const text = edit(pr1Text, 'wait: true', 'wait: "true"');

  t.same(read(text), ['ok', '24:17 MARGO_WAIT_TEXT']);
  t.equal(mustRead(text).profiles[1]?.components[0]?.properties['wait'], true);
  t.equal(
    mustRead(edit(pr1Text, 'wait: true', 'wait: "false"')).profiles[1]?.components[0]?.properties['wait'],
    false,
  );
});

t.test('ENV. stays in a helm path and goes from a variable', async (t) => {
  const text = edit(
    pr1Text,
    '- pointer: global.greeting\n        components: ["chart"]\n      - pointer: ENV.GREETING\n        components: ["web", "program"]',
    '- pointer: ENV.GREETING\n        components: ["chart", "web"]',
  );

  t.same(mustRead(text).parameters['greeting']?.targets, [
    { pointer: 'GREETING', components: ['web'] },
    { pointer: 'ENV.GREETING', components: ['chart'] },
  ]);
  t.same(read(edit(rc3Text, 'pointer: GREETING', 'pointer: ENV.GREETING')), [
    'ok',
    '50:18 MARGO_POINTER_PREFIX',
  ]);
});

t.test('a component name in a helm and a compose profile cannot take a helm path', async (t) => {
  const text = edit(
    edit(pr1Text, '- name: chart\n', '- name: web\n'),
    'components: ["chart"]',
    'components: ["web"]',
  );
  const result = readPackage(text, { file: 'margo.yaml' });

  t.match(result, {
    ok: false,
    diagnostics: [{ code: 'MARGO_POINTER_INVALID', fix: /another name in its helm profile/ }],
  });
});

t.test('hostile parameter names do not reach prototypes', async (t) => {
  const text = edit(
    edit(pr1Text, 'parameter: port', 'parameter: __proto__'),
    '  port:\n    value',
    '  toString:\n    value',
  );

  t.same(read(text), ['59:22 MARGO_SETTING_DANGLING']);
});
