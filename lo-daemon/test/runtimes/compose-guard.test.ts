import t from 'tap';
import { resolveRuntimeGuard } from '../../src/config/resolve-runtime-guard.ts';
import { composeRuntime } from '../../src/runtimes/compose/compose-runtime.ts';
import type { ContentFile, RuntimeGuard } from '../../src/runtimes/runtime.ts';
import { contentFile, DEPLOYMENT_ID, NO_PRIVILEGES, targetOf } from '../node/sample-component.ts';

const IMAGE = 'registry.test/web@sha256:'.concat('a'.repeat(64));

function prepare(
  compose: string,
  guard: RuntimeGuard = NO_PRIVILEGES,
  more: readonly ContentFile[] = [],
  environment: Readonly<Record<string, string>> = {},
  secrets: readonly string[] = [],
) {
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
      properties: { packageLocation: 'compose.yaml' },
      environment,
      secrets,
      files: [contentFile('compose.yaml', compose), ...more],
    },
    guard,
  );
}

const service = (lines: string) => `services:\n  web:\n    image: ${IMAGE}\n    ${lines}\n`;

// Fault 24
t.test('what reaches the host is refused, whoever approved the package', async (t) => {
  const cases: Readonly<Record<string, string>> = {
    privileged: service('privileged: true'),
    'privileged by a variable': service(`privileged: "\${P:-true}"`),
    "the engine's socket": service('volumes: ["/var/run/docker.sock:/s"]'),
    "the engine's socket, the long way": service('volumes: ["/var/run/../run/docker.sock:/s"]'),
    'a bind mount': service('volumes: ["/etc:/host"]'),
    'a bind mount in long form': service('volumes: [{ type: bind, source: /etc, target: /host }]'),
    'a bind mount by a variable': service(`volumes: ["\${WHERE:-/etc}:/host"]`),
    'a path out of the package': service('volumes: ["../../..:/host"]'),
    'a home folder': service('volumes: ["~/.ssh:/keys"]'),
    'the network of the host': service('network_mode: host'),
    'the processes of the host': service('pid: host'),
    'the memory of the host': service('ipc: host'),
    'a device': service('devices: ["/dev/sda"]'),
    'a capability': service('cap_add: [SYS_ADMIN]'),
    'no confinement': service('security_opt: ["seccomp:unconfined"]'),
    'another user namespace': service('userns_mode: host'),
    'an env file of the host': service('env_file: /etc/environment'),
    'an env file out of the package': service('env_file: ../../etc/environment'),
    'a build on the node': service('build: .'),
    'a label of colo': service('labels: { colo.dev/owner: x }'),
    'a key that nobody knows': service('surprise: true'),
    'a secret of the host': `${service('init: true')}secrets:\n  s: { file: /etc/shadow }\n`,
    'an include': `include: ["https://evil.test/compose.yaml"]\n${service('init: true')}`,
    'an extension of podman': `x-podman: { in_pod: false }\n${service('init: true')}`,
    'a volume of another': `${service('init: true')}volumes:\n  v: { name: theirs }\n`,
    'a driver with options': `${service('init: true')}volumes:\n  v: { driver_opts: { device: /etc } }\n`,
    'a network of another': `${service('init: true')}networks:\n  n: { external: true }\n`,
  };
  for (const [name, compose] of Object.entries(cases))
    await t.rejects(prepare(compose), { code: 'NODE_PRIVILEGE_REFUSED', kind: 'terminal' }, name);
});

t.test('what the site allows is allowed, and no more', async (t) => {
  const guard = resolveRuntimeGuard({ privileged: true, bindMounts: ['/srv/data'] });

  t.match(await prepare(service('privileged: true'), guard), { type: 'compose' });
  t.match(await prepare(service('volumes: ["/srv/data/x:/x"]'), guard), { settings: { SERVICES: 'web' } });
  for (const lines of [
    'network_mode: host',
    'volumes: ["/srv/database:/x"]',
    'volumes: ["/srv/data/../../etc:/x"]',
    'volumes: ["/run/docker.sock:/x"]',
  ])
    await t.rejects(prepare(service(lines), guard), { code: 'NODE_PRIVILEGE_REFUSED' }, lines);
});

// Fault 23
t.test('an env file of the package cannot steer the node either', async (t) => {
  for (const [file, text] of [
    ['.env', 'COMPOSE_FILE=/etc/other.yaml\n'],
    ['.env', 'DOCKER_HOST=tcp://evil.test\n'],
    ['web.env', 'LD_PRELOAD=/tmp/x.so\n'],
  ] as const)
    await t.rejects(
      prepare(service('env_file: web.env'), NO_PRIVILEGES, [
        contentFile(file, text),
        ...(file === 'web.env' ? [] : [contentFile('web.env', 'A=1\n')]),
      ]),
      { code: 'NODE_ENVIRONMENT_REFUSED' },
      `${file}: ${text}`,
    );
});

t.test('an ordinary project passes, with its images listed for staging', async (t) => {
  const compose = `services:
  web:
    image: ${IMAGE}
    ports: ["8080:80"]
    volumes: ["data:/data", "./conf:/etc/conf:ro"]
    environment: { GREETING: "\${GREETING:-Hello}" }
    restart: unless-stopped
  job:
    image: registry.test/job:1.2
    profiles: [debug]
volumes:
  data: {}
`;
  const prepared = await prepare(compose, NO_PRIVILEGES, [contentFile('conf/a', 'x')], { GREETING: 'Hi' });

  t.match(prepared.settings, { SERVICES: 'web', OPTIONAL_SERVICES: 'job', IMAGES: IMAGE, WAIT: 'yes' });
  t.same(prepared.environment, { GREETING: 'Hi' });
});

t.test('an image that is an option or a path of the host is refused', async (t) => {
  for (const image of ['--privileged', 'docker-archive:/etc/x.tar', '', '"a b"'])
    await t.rejects(
      prepare(`services:\n  web:\n    image: ${image}\n`),
      { code: 'NODE_CONTENT_INVALID' },
      image,
    );
});

// Fault 31
t.test('a secret stands below environment of a service, or the file is refused', async (t) => {
  const environment = { PASSWORD: 'canary', GREETING: 'Hello' };
  const judge = (compose: string, more: readonly ContentFile[] = []) =>
    prepare(compose, NO_PRIVILEGES, more, environment, ['PASSWORD']);
  const allowed = [
    service(`environment: { PASSWORD: "\${PASSWORD}", URL: "db://u:\${PASSWORD:-none}@db" }`),
    service(`environment: ["PASSWORD=\${PASSWORD}"]`),
    service(`command: [sh, -c, 'login "$$PASSWORD"', "\${GREETING}"]`),
    service(`labels: { with-password: "\${PASSWORD:+yes}" }`),
    `x-env: &env { PASSWORD: "\${PASSWORD}" }\n${service('environment: *env')}`,
  ];
  const refused: Readonly<Record<string, string>> = {
    command: service(`command: [login, "\${PASSWORD}"]`),
    entrypoint: service('entrypoint: login $PASSWORD'),
    'labels.pass': service(`labels: { pass: "\${PASSWORD}" }`),
    'healthcheck.test.1': service(`healthcheck: { test: [CMD, "\${NONE:-\${PASSWORD}}"] }`),
    image: `services:\n  web:\n    image: "registry.test/\${PASSWORD}"\n`,
  };

  for (const compose of allowed) {
    const { environment: found } = await judge(compose);
    t.strictSame(found, environment, compose);
  }
  for (const [where, compose] of Object.entries(refused)) {
    const message = new RegExp(`puts a secret into services\\.web\\.${where}\\.`);
    await t.rejects(judge(compose), { code: 'NODE_SECRET_EXPOSED', message }, where);
  }
  const network = `${service('init: true')}networks:\n  default: { name: "\${PASSWORD}" }\n`;
  await t.rejects(judge(network), { code: 'NODE_SECRET_EXPOSED', message: /networks\.default\.name/ });
  const base = contentFile('base.yaml', service(`command: ["\${PASSWORD}"]`));
  const extending = `services:\n  web:\n    extends: { file: base.yaml, service: web }\n`;
  await t.rejects(judge(extending, [base]), { code: 'NODE_SECRET_EXPOSED' }, 'a file that is extended');
});
