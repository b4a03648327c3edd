import t from 'tap';
import { checkPackageContent } from '../../src/margo/check-package-content.ts';
import { makeContent, mustRead, pr1Text } from './fixtures.ts';

const pinned = `busybox:1.36@sha256:${'a'.repeat(64)}`;
const fleet = { unpinnedCharts: 'allow', hostPaths: 'allow', hostNamespaces: 'allow' } as const;

function check(compose: string, policy: typeof fleet | 'none' = fleet): readonly string[] {
  const files = { 'margo.yaml': pr1Text, 'web/compose.yaml': compose, 'program/server.mjs': '' };
  const found = checkPackageContent(mustRead(pr1Text), makeContent({ ...files, 'web/a/Dockerfile': '' }), {
    file: 'margo.yaml',
    ...(policy === 'none' ? {} : { policy }),
  });
  return found
    .filter(({ code, file }) => file === 'web/compose.yaml' && code !== 'MARGO_COMPOSE_VARIABLE_UNSET')
    .map(
      ({ line, column, severity, code, message, fix }) =>
        `${line}:${column} ${severity} ${code}: ${message}. ${fix}`,
    );
}

const service = (lines: string): string => `services:\n  web:\n    image: ${pinned}\n    ${lines}\n`;

const keys: readonly (readonly [lines: string, place: string, shown: string])[] = [
  ['build: ./a', '4:12', 'services.web.build'],
  ['build: {context: ./none}', '4:12', 'services.web.build'],
  ['label_file: [none.labels]', '4:17', 'services.web.label_file'],
  ['ipc: host', '4:10', 'services.web.ipc host'],
  ['uts: host', '4:10', 'services.web.uts'],
  ['userns_mode: host', '4:18', 'services.web.userns_mode'],
  ['cgroup: host', '4:13', 'services.web.cgroup'],
  ['sysctls: {net.core.somaxconn: 1024}', '4:14', 'services.web.sysctls'],
  ['runtime: nvidia', '4:14', 'services.web.runtime'],
  ['gpus: all', '4:11', 'services.web.gpus'],
  [
    'security_opt: ["no-new-privileges:true", "seccomp:unconfined"]',
    '4:46',
    'services.web.security_opt[1] seccomp:unconfined',
  ],
  ['network_mode: "container:db"', '4:19', 'services.web.network_mode container:db'],
  ['pull_policy: build', '4:18', 'services.web.pull_policy build'],
  ['volumes: ["~/data:/data"]', '4:15', 'services.web.volumes[0] ~/data:/data'],
  ['volumes_from: ["container:db"]', '4:20', 'services.web.volumes_from[0] container:db'],
  ['labels: {colo.dev/owner: x}', '4:30', 'services.web.labels.colo.dev/owner'],
  ['labels: ["com.docker.compose.project=x"]', '4:14', 'services.web.labels[0] com.docker.compose.project=x'],
  ['logging: {driver: syslog}', '4:23', 'services.web.logging.driver syslog'],
  [
    'deploy: {resources: {reservations: {devices: [{capabilities: [gpu]}]}}}',
    '4:50',
    'services.web.deploy.resources.reservations.devices',
  ],
];
for (const [lines, place, shown] of keys) {
  t.test(`${lines} is refused as LO refuses it`, async (t) => {
    const [first, second] = check(service(lines));

    t.match(first, `${place} error MARGO_COMPOSE_REFUSED: LO runs no compose file that has ${shown}. `);
    t.equal(second, undefined);
    t.match(
      check(service(lines), 'none')[0],
      / warning MARGO_COMPOSE_REFUSED: | error MARGO_COMPOSE_MISSING/,
    );
  });
}

t.test('so are parts of other applications at the top level', async (t) => {
  const other = 'volumes:\n  a: {external: true}\n  b: {name: theirs}\n  c: {driver_opts: {device: /etc}}\n';
  const more = 'secrets:\n  d: {external: true}\n';

  t.match(check(service('init: true') + other + more), [
    /^6:17 error MARGO_COMPOSE_REFUSED: LO runs no compose file that has volumes\.a\.external\. Remove it/,
    /^7:13 error MARGO_COMPOSE_REFUSED: .* volumes\.b\.name\./,
    /^8:20 error MARGO_COMPOSE_REFUSED: .* volumes\.c\.driver_opts\./,
    /^10:17 error MARGO_COMPOSE_REFUSED: .* secrets\.d\.external\./,
  ]);
});

t.test('an include is told what to do instead, also where the file is missing', async (t) => {
  t.match(check(`include: [./none.yaml]\n${service('init: true')}`), [
    /^1:10 error MARGO_COMPOSE_REFUSED: .* include\. Copy what it holds into this file/,
  ]);
});

t.test(
  'a mount whose data no site could keep is named where it stands, with what to do instead',
  async (t) => {
    t.same(check(service('volumes: ["./d:/a", "./d/sub:/b"]')), [
      '4:25 error MARGO_COMPOSE_REFUSED: the service "web" mounts "./d/sub", which lies in "./d", which the service "web" may write: a link that it puts there could lead anywhere on the host. Mount the outer folder alone, or a folder beside it.',
    ]);
    t.same(check(service('volumes: [".:/app"]')), [
      '4:15 error MARGO_COMPOSE_REFUSED: the service "web" mounts "." writable, which has "web/compose.yaml" in it, which the compose tool reads. Mount the folder that the service writes by its own name, such as ./data:/data, and the rest with :ro.',
    ]);
  },
);

t.test(
  'a mount by the word of a parameter is left to LO, and so is one that a file of variables sets',
  async (t) => {
    const files = {
      'web/compose.yaml': service('volumes: ["${GREETING:-.}:/a", "${DIR}:/b"]'),
      'web/.env': 'DIR=.\n',
    };
    const content = makeContent({ 'margo.yaml': pr1Text, 'program/server.mjs': '', ...files });
    const found = checkPackageContent(mustRead(pr1Text), content, { file: 'margo.yaml', policy: fleet });

    t.same(
      found.map(({ code }) => code).filter((code) => code === 'MARGO_COMPOSE_REFUSED'),
      [],
    );
  },
);

const podman: readonly (readonly [lines: string, place: string, message: string])[] = [
  ['network_mode: none', '2:3', 'podman-compose cannot start web with network_mode none'],
  ['scale: 2', '2:3', 'podman-compose ignores scale of web'],
  ['tty: "false"', '2:3', 'podman-compose takes the text in tty of web for true'],
];
for (const [lines, place, message] of podman) {
  t.test(`who writes a package is warned: ${message}`, async (t) => {
    t.match(check(service(lines), 'none'), [`${place} warning MARGO_COMPOSE_PODMAN: ${message}. `]);
    t.same(
      check(service(lines)).filter((line) => line.includes('MARGO_COMPOSE_PODMAN')),
      [],
      'a deployment does not say it again',
    );
  });
}

t.test('a word that a parameter gives is no fault of podman-compose yet', async (t) => {
  t.same(check(service('tty: "${GREETING}"\n    network_mode: "${GREETING}"'), 'none'), []);
});

t.test('what a site may grant, or LO takes, is not refused', async (t) => {
  for (const lines of [
    'privileged: false\n    ipc: shareable\n    network_mode: none\n    pull_policy: missing',
    'pid: host',
    'ipc: "${IPC}"\n    network_mode: "service:web2"\n  web2:\n    image: ' + pinned,
    'security_opt: [no-new-privileges]\n    logging: {driver: local, options: {max-size: 10m}}',
    'volumes: [{type: tmpfs, target: /t}, "data:/d", "/srv:/srv"]\nvolumes:\n  data: {driver: local}',
    'deploy: {resources: {limits: {cpus: "0.5", memory: 64M}}}\n    x-note: {build: .}\nx-build: {build: .}',
    'labels: {traefik.enable: "true"}\nsecrets: {s: {environment: S}}\nnetworks: {n: {external: true}}',
  ]) {
    t.same(check(service(lines)), [], lines);
  }
});
