import t from 'tap';
import { resolveRuntimeGuard } from '../../src/config/resolve-runtime-guard.ts';
import { composeRuntime } from '../../src/runtimes/compose/compose-runtime.ts';
import type { ContentFile } from '../../src/runtimes/runtime.ts';
import { contentFile, DEPLOYMENT_ID, targetOf } from '../node/sample-component.ts';

interface Options {
  readonly location?: string;
  readonly more?: readonly ContentFile[];
}

function prepare(compose: string, { location = 'compose.yaml', more = [] }: Options = {}) {
  return composeRuntime.prepare(
    {
      site: 'berlin',
      host: 'edge-01',
      applicationId: 'hello',
      deploymentId: DEPLOYMENT_ID,
      component: 'web',
      type: 'compose',
      version: '1.0',
      digest: targetOf('A'),
      properties: { packageLocation: location },
      environment: {},
      files: [contentFile(location, compose), ...more],
    },
    resolveRuntimeGuard({ hostNetwork: true, bindMounts: ['/srv'] }),
  );
}

const service = (...lines: readonly string[]) =>
  `services:\n  web:\n    image: web:1\n${lines.map((line) => `    ${line}\n`).join('')}`;

t.test('places are what containers may write in the package', async (t) => {
  const cases: Readonly<Record<string, readonly [string, string]>> = {
    'a folder in short form': ['volumes: ["./data:/data"]', 'data'],
    'options, a slash and dots': ['volumes: ["./a/../data/:/data:rw,z"]', 'data'],
    'long form': ['volumes: [{ type: bind, source: ./data/db, target: /data }]', 'data/db'],
    'a text that tools take for different things': [
      `volumes: [{ type: bind, source: ./data, target: /data, read_only: "\${RO:-false}" }]`,
      'data',
    ],
    'the same for a reader and a writer': ['volumes: ["./data:/a:ro", "./data:/b"]', 'data'],
    'a folder in a folder that is only read': ['volumes: [".:/app:ro", "./data:/app/data"]', 'data'],
    'nothing that is only read': [
      'volumes: ["./data:/data:ro", { type: bind, source: ./x, target: /x, read_only: true }]',
      '',
    ],
    'nothing of the host, of volumes or of memory': ['volumes: ["/srv/x:/x", "v:/v", "/anonymous"]', ''],
  };
  for (const [name, [lines, places]] of Object.entries(cases))
    t.match((await prepare(service(lines))).settings, { PLACES: places }, name);
  t.match(
    (await prepare(service('volumes: ["./data:/data"]'), { location: 'deploy/compose.yaml' })).settings,
    {
      PLACES: 'deploy/data',
    },
  );
});

t.test('what cannot be kept, or could lead out of the package, is refused by name, with a fix', async (t) => {
  const cases: readonly (readonly [string, RegExp, Options?])[] = [
    [
      'volumes: [".:/app"]',
      /web" mounts "\." writable, which has "compose\.yaml" in it, with the whole package/,
    ],
    ['volumes: ["./:/x:rw"]', /the whole package/],
    ['volumes: [{ type: bind, source: ./, target: /x }]', /the whole package/],
    ['volumes: ["../:/x"]', /the whole package/, { location: 'deploy/compose.yaml' }],
    [
      'volumes: [".:/x"]',
      /"deploy\/compose\.yaml" in it, which the compose tool reads/,
      { location: 'deploy/compose.yaml' },
    ],
    [
      'volumes: ["./conf:/x"]\n    env_file: ./conf/web.env',
      /"conf\/web\.env" in it/,
      { more: [contentFile('conf/web.env', 'A=1\n')] },
    ],
    ['volumes: [{ type: bind, source: data, target: /x }]', /source "data" of a bind mount/],
    ['volumes: ["./data:/a", "./data/sub:/b"]', /mounts "\.\/data\/sub", which lies in "\.\/data"/],
    ['volumes: ["./data:/a", "./data/sub:/b:ro"]', /could lead anywhere on the host/],
  ];
  for (const [lines, message, options] of cases)
    await t.rejects(
      prepare(service(lines), options),
      { code: 'NODE_PRIVILEGE_REFUSED', message, kind: 'terminal', fix: /\w.*\./ },
      lines,
    );
  const secret = `${service('volumes: ["./data:/a"]')}secrets: { s: { file: ./data/key } }\n`;
  await t.rejects(prepare(secret), { code: 'NODE_PRIVILEGE_REFUSED', message: /"data\/key" in it/ });
});

t.test('services that run are those without profiles, with all that they need', async (t) => {
  const compose = `services:
  web: { image: web:1, depends_on: [db], links: ["mail:m"] }
  db: { image: db:1, profiles: [full], depends_on: { disk: { condition: service_started } } }
  disk: { image: disk:1, profiles: [full] }
  mail: { image: mail:1, profiles: [full] }
  debug: { image: debug:1, profiles: [debug], depends_on: [web] }
  always: { image: always:1, profiles: [] }
  none: { image: none:1, deploy: { replicas: 0 } }
`;

  t.match((await prepare(compose)).settings, {
    SERVICES: 'web db disk mail always',
    OPTIONAL_SERVICES: 'debug none',
    IMAGES: 'web:1 db:1 disk:1 mail:1 always:1',
  });
});

t.test('the node hears which paths of a container are mounted, by a file that is extended too', async (t) => {
  const base = `services:
  base:
    image: base:1
    volumes: ["./logs:/logs", "cache:/cache/", "./conf:/conf"]
volumes: { cache: {} }
`;
  const compose = `services:
  web:
    extends: { file: base.yaml, service: base }
    tmpfs: /run:size=1m
    volumes: ["./own:/conf:ro", "/data", { type: volume, target: /long }]
  other: { image: "other:1", volumes_from: [web] }
volumes: { cache: {} }
`;

  const { settings } = await prepare(compose, { more: [contentFile('base.yaml', base)] });

  t.match(settings, {
    SERVICE_IMAGES: 'web base:1\nother other:1',
    TARGETS: 'web /conf\nweb /run\nweb /logs\nweb /cache/',
    ANONYMOUS: 'web /data\nweb /long',
    BORROWERS: 'other web',
    PLACES: 'logs',
  });
  await t.rejects(prepare(service('volumes: ["./data:data"]')), {
    code: 'NODE_CONTENT_INVALID',
    message: /no absolute path/,
  });
});

t.test(
  'what podman-compose would run otherwise than it is written is named, so that the node takes another tool',
  async (t) => {
    const cases: Readonly<Record<string, RegExp>> = {
      [service('network_mode: host')]: /cannot start web with network_mode host/,
      [service('network_mode: none')]: /network_mode none/,
      [`${service('network_mode: "service:db"')}  db: { image: "db:1" }\n`]: /network_mode service:db/,
      [service(`read_only: "\${RO:-false}"`)]: /takes the text in read_only of web for true/,
      [service('tty: "no"')]: /the text in tty/,
      [service('configs: [c]').concat('configs: { c: { file: ./c } }\n')]: /ignores configs/,
      [`${service('volumes_from: [db]')}  db: { image: "db:1" }\n`]: /ignores volumes_from/,
      [service('deploy: { replicas: 2 }', 'healthcheck: { test: [CMD, /bin/true] }')]:
        /has replicas and a health check/,
      [service('scale: 2')]: /ignores scale/,
      [service('init: true').concat('volumes:\n')]: /"volumes" is empty/,
    };
    for (const [compose, reason] of Object.entries(cases))
      t.match((await prepare(compose)).settings['UNFIT_PODMAN_COMPOSE'], reason, compose);
    for (const lines of [
      'network_mode: bridge',
      'read_only: true',
      `tty: "\${T:-true}"`,
      'volumes: ["./d:/d"]',
    ])
      t.equal((await prepare(service(lines))).settings['UNFIT_PODMAN_COMPOSE'], '', lines);
    const base = contentFile('shared/base.yaml', service('volumes: ["./d:/d"]'));
    const extending = 'services:\n  web:\n    extends: { file: shared/base.yaml, service: web }\n';
    t.match(
      (await prepare(extending, { more: [base] })).settings['UNFIT_PODMAN_COMPOSE'],
      /from the wrong folder/,
    );
  },
);
