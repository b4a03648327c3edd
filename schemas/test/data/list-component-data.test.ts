import t from 'tap';
import { describeData } from '../../src/data/describe-data.ts';
import { listComponentData } from '../../src/data/list-component-data.ts';
import type { ParameterValue } from '../../src/generated/desired-state.ts';
import type { PackageContent } from '../../src/margo/package-content.ts';
import { makeContent } from '../margo/fixtures.ts';

const web = { name: 'web', type: 'compose', properties: { packageLocation: 'web' } };

function describe(
  compose: string,
  values: Readonly<Record<string, ParameterValue | undefined>> = {},
  more: Readonly<Record<string, string>> = {},
): readonly string[] {
  const content = makeContent({ 'web/compose.yaml': compose, 'web/app.conf': '', ...more });
  return listComponentData(web, content, values).map(describeData);
}

const service = (lines: string): string => `services:\n  web:\n    image: a\n    ${lines}\n`;

const mounts: readonly (readonly [lines: string, said: string])[] = [
  ['volumes: ["./data:/data"]', './data (kept)'],
  ['volumes: ["../shared:/data"]', '../shared (kept)'],
  ['volumes: ["./a/../b/./c/:/data", "../web/d:/d"]', './b/c (kept), ./d (kept)'],
  ['volumes: [{type: bind, source: ./data, target: /data}]', './data (kept)'],
  ['volumes: ["./app.conf:/etc/app.conf"]', './app.conf (kept once it is edited)'],
  ['volumes: ["db:/db", {type: volume, source: b, target: /b}]', 'volume db (kept), volume b (kept)'],
  ['volumes: ["/data", {type: volume, target: /b}]', 'a volume at /data (kept), a volume at /b (kept)'],
  ['volumes: ["/srv/data:/data"]', '/srv/data of the host (left alone)'],
  ['tmpfs: /run\n    volumes: [{type: tmpfs, target: /t}]', 'tmpfs /t (not kept), tmpfs /run (not kept)'],
  [
    'volumes: ["./a:/a:ro", "db:/b:ro", {type: bind, source: ./c, target: /c, read_only: yes}]',
    'nothing that it mounts',
  ],
  ['image: a', 'nothing that it mounts'],
];
for (const [lines, said] of mounts) {
  t.test(`${lines} is told as: ${said}`, async (t) => {
    t.same(describe(service(lines.replace('image: a', 'init: true'))), [`web: writes ${said}`]);
  });
}

t.test('a variable in a mount has the value of its parameter, a default, or is not known', async (t) => {
  const compose = service('volumes: ["${DIR}:/a", "${OTHER:-./b}:/b"]');

  t.same(describe(compose, { 'ENV.DIR': './given' }), ['web: writes ./given (kept), ./b (kept)']);
  t.same(describe(compose, { DIR: { secretRef: 'dir' }, OTHER: undefined }), [
    'web: writes what a variable names, at /a (kept), what a variable names, at /b (kept)',
  ]);
});

t.test(
  'services that never run are left out; what is extended counts, and volumes of others do',
  async (t) => {
    const compose = `services:
  web: {image: a, extends: {file: base/compose.yaml, service: base}, volumes_from: [db]}
  db: {image: a, volumes: ["db:/db"]}
  debug: {image: a, profiles: [debug], volumes: ["./debug:/d"]}
`;
    const base = 'services: {base: {image: a, volumes: ["./data:/data"]}}\n';

    t.same(describe(compose, {}, { 'web/base/compose.yaml': base }), [
      'web: writes ./base/data (kept), what db mounts',
      'web/db: writes volume db (kept)',
    ]);
  },
);

t.test(
  'nothing is said of a compose file that LO could not read, or whose data it could not keep',
  async (t) => {
    t.same(describe(service('volumes: [".:/app"]')), []);
    t.same(describe(service('volumes: ["${"]')), []);
    t.same(describe(service('volumes: ["${HOME}/a:/a"]')), []);
  },
);

t.test('a process keeps its folder but for its programs, and COLO_DATA_DIR', async (t) => {
  const { files, readText } = makeContent({
    'app/server.mjs': '',
    'app/bin/tool': '',
    'app/check.sh': '',
    'app/settings.json': '',
    'other/x': '',
  });
  const content: PackageContent = {
    readText,
    files: files.map((file) => (file.path === 'app/bin/tool' ? { ...file, mode: '100755' } : file)),
  };
  const component = {
    name: 'server',
    type: 'process',
    properties: {
      packageLocation: './app',
      command: ['node', './server.mjs', 'missing'],
      healthCheck: { command: ['sh', 'check.sh'] },
    },
  };

  t.same(listComponentData(component, content, {}), [
    {
      component: 'server',
      writes: [
        { kind: 'program-folder', name: 'app', kept: true, programs: ['bin/tool', 'check.sh', 'server.mjs'] },
        { kind: 'data-folder', name: 'COLO_DATA_DIR', kept: true },
      ],
    },
  ]);
  t.same(listComponentData({ ...component, properties: { packageLocation: 'none' } }, content, {}), []);
  t.same(listComponentData({ ...component, type: 'helm' }, content, {}), []);
});

t.test('a long list is cut, and hidden characters are left out', async (t) => {
  const folders = Array.from({ length: 10 }, (_, index) => `"./d${index}:/d${index}"`);
  t.match(describe(service(`volumes: [${folders.join(', ')}]`))[0], /\.\/d7 \(kept\), 2 more$/);
  t.same(describeData({ component: 'a\u202eb', writes: [] }), 'ab: writes nothing that it mounts');
});
