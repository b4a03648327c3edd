import t from 'tap';
import { checkPackageContent } from '../../src/margo/check-package-content.ts';
import { listComponentFiles } from '../../src/margo/list-component-files.ts';
import { edit, makeContent, mustRead, pr1Text, rc3Text, show } from './fixtures.ts';

const goodFiles = {
  'margo.yaml': pr1Text,
  'README.md': '',
  'web/compose.yaml': 'services: {web: {image: busybox}}\n',
  'program/server.mjs': '',
  'program/lib/health.mjs': '',
  'programs/other.mjs': '',
};

/** What the fleet policy has a word on is tested in package-policy.test.ts. */
const lenient = { floatingImages: 'allow', unpinnedImages: 'allow', unpinnedCharts: 'allow' } as const;

function check(text: string, files: Readonly<Record<string, string>>): readonly string[] {
  const content = makeContent({ ...files, 'margo.yaml': text });
  const found = checkPackageContent(mustRead(text), content, {
    file: 'apps/hello/margo.yaml',
    policy: lenient,
  });
  // The fragments below use no parameters, and say nothing of what their services run.
  const serious = found.filter(
    ({ code, message }) => code !== 'MARGO_TARGET_UNUSED' && !message.endsWith('has no image'),
  );
  return serious.map(({ file, message }, index) => `${file}:${show(serious)[index]}: ${message}`);
}

function checkCompose(compose: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  return check(pr1Text, { ...goodFiles, ...files, 'web/compose.yaml': compose });
}

function listCompose(
  files: Readonly<Record<string, string>>,
  location = './web/compose.yaml',
): readonly string[] {
  const component = { name: 'web', type: 'compose', properties: { packageLocation: location } };
  return listComponentFiles(component, makeContent(files)).map((file) => file.path);
}

t.test('a complete package has no faults', async (t) => {
  t.same(check(pr1Text, goodFiles), []);
});

const locations: readonly (readonly [name: string, from: string, to: string, expected: RegExp])[] = [
  [
    'an address',
    './web/compose.yaml',
    'https://example.com/a.tar.gz',
    /^apps\/hello\/margo\.yaml:23:28 MARGO_REMOTE_PACKAGE: .*example\.com/,
  ],
  ['a git address', './web/compose.yaml', 'git@example.com:a/b.git', /23:28 MARGO_REMOTE_PACKAGE/],
  [
    'a missing file',
    './web/compose.yaml',
    './web/compose.yml',
    /23:28 MARGO_LOCATION_MISSING.*web\/compose\.yml/,
  ],
  [
    'a path that leads out',
    './web/compose.yaml',
    './web/../../other/compose.yaml',
    /23:28 MARGO_LOCATION_INVALID/,
  ],
  ['an absolute path', './web/compose.yaml', '/etc/compose.yaml', /23:28 MARGO_LOCATION_INVALID/],
  ['a variable', './web/compose.yaml', './$HOME/compose.yaml', /23:28 MARGO_LOCATION_INVALID/],
  ['another kind of file', './web/compose.yaml', './README.md', /23:28 MARGO_LOCATION_INVALID.*no \.yaml/],
  [
    'a folder without compose.yaml',
    './web/compose.yaml',
    './program',
    /23:28 MARGO_LOCATION_INVALID.*without compose\.yaml/,
  ],
  [
    'the whole package for a process',
    'packageLocation: ./program',
    'packageLocation: ./',
    /31:28 MARGO_LOCATION_INVALID.*whole package/,
  ],
];

for (const [name, from, to, expected] of locations) {
  t.test(`packageLocation: ${name}`, async (t) => {
    const [first, second] = check(edit(pr1Text, from, to), goodFiles);

    t.match(first, expected);
    t.equal(second, undefined);
  });
}

t.test('an OCI artifact of a compose component is remote, a chart is not', async (t) => {
  t.match(check(rc3Text, { 'program/start': '' }), [/19:23 MARGO_REMOTE_PACKAGE/]);
});

const references: readonly (readonly [name: string, compose: string, expected: RegExp])[] = [
  [
    'env_file outside',
    'services: {a: {env_file: ../../x.env}}',
    /1:26 MARGO_COMPOSE_OUTSIDE: services\.a\.env_file/,
  ],
  ['env_file missing', 'services: {a: {env_file: [x.env]}}', /1:27 MARGO_COMPOSE_MISSING/],
  ['env_file empty', 'services: {a: {env_file: ""}}', /compose\.yaml:1:26 MARGO_COMPOSE_MISSING/],
  ['a folder to include', 'include: [""]', /compose\.yaml:1:10 MARGO_COMPOSE_REFUSED/],
  ['env_file absolute', 'services: {a: {env_file: [{path: /etc/x.env}]}}', /MARGO_COMPOSE_OUTSIDE/],
  ['env_file by variable', 'services: {a: {env_file: "${FILE}"}}', /MARGO_COMPOSE_OUTSIDE/],
  [
    'secret of the host',
    'secrets: {a: {file: /etc/shadow}}',
    /1:21 MARGO_COMPOSE_OUTSIDE: secrets\.a\.file.*\/etc\/shadow/,
  ],
  ['config of the home', 'configs: {a: {file: ~/x}}', /MARGO_COMPOSE_OUTSIDE/],
  ['include of an address', 'include: [https://example.com/c.yaml]', /MARGO_COMPOSE_OUTSIDE/],
  ['include of a repository', 'include: [{path: "git@github.com:a/b"}]', /MARGO_COMPOSE_OUTSIDE/],
  ['extends outside', 'services: {a: {extends: {file: ../../c.yaml, service: b}}}', /MARGO_COMPOSE_OUTSIDE/],
  ['bind outside', 'services: {a: {volumes: ["../../x:/x"]}}', /MARGO_COMPOSE_OUTSIDE/],
  [
    'the entry of a list that is at fault',
    'services:\n  a:\n    env_file:\n      - {path: .env, required: false}\n      - path: b.env\n    volumes:\n      - ./data:/d\n',
    /compose\.yaml:5:15 MARGO_COMPOSE_MISSING: services\.a\.env_file\[1\]\.path of web\/compose\.yaml names b\.env/,
  ],
  [
    'the same in an include',
    'include:\n  - path:\n      - ./compose.yaml\n      - ../../other.yaml\n',
    /compose\.yaml:4:9 MARGO_COMPOSE_OUTSIDE: include\[0\]\.path\[1\] of/,
  ],
  [
    'the long bind of what lies outside',
    'services: {a: {volumes: ["d:/d", {type: bind, source: ../../x, target: /x}]}}\nvolumes: {d: {}}',
    /1:55 MARGO_COMPOSE_OUTSIDE: services\.a\.volumes\[1\]\.source/,
  ],
  ['bind of the host', 'services: {a: {volumes: ["/var/run/docker.sock:/x"]}}', /MARGO_COMPOSE_SOCKET/],
  [
    'long bind of the host',
    'services: {a: {volumes: [{type: bind, source: /etc, target: /x}]}}',
    /MARGO_COMPOSE_HOST_PATH/,
  ],
  ['build of an address', 'services: {a: {build: "https://github.com/a/b.git"}}', /MARGO_COMPOSE_OUTSIDE/],
  ['no YAML', 'services: [', /^apps\/hello\/web\/compose\.yaml:\d+:\d+ MARGO_COMPOSE_UNREADABLE/],
  ['no map', '- a', /MARGO_COMPOSE_UNREADABLE/],
  [
    'an alias bomb',
    `a: &a [x,x]\n${'bcdefghijklm'
      .split('')
      .map((name, index) => `${name}: &${name} [${`*${'abcdefghijklm'[index]},`.repeat(9)}]`)
      .join('\n')}`,
    /MARGO_COMPOSE_UNREADABLE/,
  ],
  ['behind a merge key', 'x-a: &a {env_file: ../../x.env}\nservices: {a: {<<: *a}}', /MARGO_COMPOSE_OUTSIDE/],
];

for (const [name, compose, expected] of references) {
  t.test(`compose: ${name}`, async (t) => {
    const [first, second] = checkCompose(compose);

    t.match(first, expected);
    t.equal(second, undefined);
  });
}

t.test('every compose file that is reached is held to the compose schema, at its own place', async (t) => {
  const compose = 'services:\n  web: {extends: {file: base.yaml, service: web}}\n';

  t.match(checkCompose(compose, { 'web/base.yaml': 'services:\n  web:\n    imagee: a\n' }), [
    /^apps\/hello\/web\/base\.yaml:3:5 MARGO_COMPOSE_INVALID: services\.web has no key imagee; did you mean image\?$/,
  ]);
});

const unreadable: readonly (readonly [name: string, compose: string, place: string, said: RegExp])[] = [
  [
    'a tab',
    'services:\n\tweb: {}\n',
    '2:1',
    /a tab stands where YAML takes spaces alone. Indent with spaces\.$/,
  ],
  [
    'a key that is there twice',
    'services:\n  web:\n    image: a\n    image: b\n',
    '4:5',
    /the key image is here a second time; the first one is at line 3, column 5. Remove or rename one of the two\.$/,
  ],
  ['a conflict of a merge', 'services:\n<<<<<<< HEAD\n', '2:1', /a conflict of a merge was left in. Resolve/],
  ['what only the library words', 'services: &a &b {}\n', '1:14', /. Correct the file; /],
];

for (const [name, compose, place, said] of unreadable) {
  t.test(`a compose file with ${name} is told what to do at the place`, async (t) => {
    const content = makeContent({ ...goodFiles, 'web/compose.yaml': compose });
    const found = checkPackageContent(mustRead(pr1Text), content, { file: 'margo.yaml', policy: lenient });

    const [first] = found;
    t.same(found.length, 1);
    t.same([first?.code, `${first?.line}:${first?.column}`], ['MARGO_COMPOSE_UNREADABLE', place]);
    t.match(`${first?.message}. ${first?.fix}`, said);
  });
}

t.test('a host folder is a warning: the site decides', async (t) => {
  const content = makeContent({
    ...goodFiles,
    'web/compose.yaml': `services: {a: {volumes: ["/srv:/x"], image: a@sha256:${'a'.repeat(64)}}}`,
  });
  const found = checkPackageContent(mustRead(pr1Text), content, { file: 'margo.yaml' });

  t.match(
    found.filter(({ file }) => file === 'web/compose.yaml'),
    [{ severity: 'warning', code: 'MARGO_COMPOSE_HOST_PATH' }],
  );
});

t.test('environment files leave the host alone', async (t) => {
  const compose = 'services: {a: {env_file: x.env}}';

  t.match(
    checkCompose(compose, {
      'web/x.env': '# PATH=1\nA=1\nUSER=app\n  export LD_PRELOAD=x\nCOMPOSE_FILE=y\n',
    }),
    [
      /^apps\/hello\/web\/x\.env:4:10 MARGO_VARIABLE_RESERVED: .*LD_PRELOAD/,
      /^apps\/hello\/web\/x\.env:5:1 MARGO_VARIABLE_RESERVED/,
    ],
  );
  t.match(checkCompose('services: {}', { 'web/.env': 'DOCKER_HOST=x' }), [
    /web\/\.env:1:1 MARGO_VARIABLE_RESERVED/,
  ]);
  t.match(checkCompose('services: {a: {env_file: settings}}', { 'web/settings': 'A=1' }), [
    /must end in \.env/,
  ]);
  t.same(checkCompose('services: {a: {env_file: [{path: none.env, required: false}]}}'), []);
});

t.test(
  'a compose component at the top of its package has its compose file, and no other package files',
  async (t) => {
    const files = { 'compose.yaml': 'services: {a: {env_file: a.env}}', 'a.env': 'A=1', 'README.md': '' };

    t.same(listCompose(files, './'), ['a.env', 'compose.yaml']);
  },
);

t.test('a component of type process is the files below its folder', async (t) => {
  const component = { name: 'p', type: 'process', properties: { packageLocation: './program/' } };

  t.same(
    listComponentFiles(component, makeContent(goodFiles)).map((file) => file.path),
    ['program/lib/health.mjs', 'program/server.mjs'],
  );
});

t.test('a chart has no files, nor has what lies outside', async (t) => {
  const content = makeContent(goodFiles);

  for (const properties of [
    { repository: 'oci://example.com/a' },
    { packageLocation: 'https://example.com/compose.yaml' },
    { packageLocation: '../program' },
    { packageLocation: './' },
    {},
  ]) {
    t.same(
      listComponentFiles({ name: 'a', type: 'helm', properties }, content),
      [],
      JSON.stringify(properties),
    );
  }
});

t.test('a compose component is its file and every file that it names', async (t) => {
  const files = {
    'README.md': '',
    'web/.env': 'A=1',
    'web/unused.txt': '',
    'web/compose.yaml': `
include:
  - ../shared/base.yaml
  - path: [../shared/second.yaml]
    project_directory: ./elsewhere
    env_file: include.env
services:
  web:
    extends: {file: ../common/compose.yaml, service: base}
    env_file: [a.env, {path: b.env, required: false}]
    label_file: labels.txt
    build: ./image
    volumes:
      - ./data:/data:ro
      - named:/named
      - {type: bind, source: ./one.conf, target: /one.conf}
configs: {c: {file: ./c.conf}, d: {content: x}}
secrets: {s: {file: ./s.txt}, e: {environment: E}}
`,
    'web/a.env': '',
    'web/b.env': '',
    'web/include.env': '',
    'web/labels.txt': '',
    'web/image/Dockerfile': '',
    'web/image/src/main.c': '',
    'web/data/x/y': '',
    'web/named': '',
    'web/one.conf': '',
    'web/c.conf': '',
    'web/s.txt': '',
    'web/elsewhere/second.env': '',
    'common/compose.yaml': 'services: {base: {env_file: base.env}}',
    'common/base.env': '',
    'shared/base.yaml': 'include: [../web/compose.yaml]\nservices: {b: {env_file: shared.env}}',
    'shared/shared.env': '',
    'shared/second.yaml': 'services: {c: {env_file: second.env}}',
    'shared/second.env': '',
  };

  t.same(
    listCompose(files),
    Object.keys(files)
      .filter((path) => !['README.md', 'web/unused.txt', 'web/named', 'shared/second.env'].includes(path))
      .sort(),
  );
});

t.test('a compose component given as a folder is all below it, and what its file names', async (t) => {
  const files = {
    'web/compose.yaml': 'services: {a: {env_file: ../a.env}}',
    'web/unused.txt': '',
    'a.env': '',
    'b.env': '',
  };

  t.same(listCompose(files, './web'), ['a.env', 'web/compose.yaml', 'web/unused.txt']);
});

t.test('files for the catalogue are told where they are misspelt, and only then', async (t) => {
  const files = { ...goodFiles, 'resources/logo.png': '' };
  function checkIcon(icon: string): readonly string[] {
    return check(edit(pr1Text, '  catalog:\n', `  catalog:\n    application: { icon: "${icon}" }\n`), files);
  }

  t.match(checkIcon('./resources/lgo.png'), [
    /margo\.yaml:8:26 MARGO_CATALOG_FILE_MISSPELT: .*did you mean resources\/logo\.png\?$/,
  ]);
  t.same(checkIcon('resources/logo.png'), []);
  t.same(checkIcon('https://example.com/resources/lgo.png'), []);
  t.same(checkIcon('./pictures/of-something-else.svg'), [], 'left out, as Margo allows');
});
