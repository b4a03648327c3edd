import { readPackage } from '@colo/schemas/margo/package';
import { checkPackageContent } from '@colo/schemas/validate/package';
import t from 'tap';
import { composeRuntime } from '../../src/runtimes/compose/compose-runtime.ts';
import type { RuntimeGuard } from '../../src/runtimes/runtime.ts';
import { contentFile, DEPLOYMENT_ID, NO_PRIVILEGES, targetOf } from '../node/sample-component.ts';

const IMAGE = 'registry.test/web@sha256:'.concat('a'.repeat(64));

/** All that a site's configuration can grant. */
const EVERYTHING: RuntimeGuard = {
  ...NO_PRIVILEGES,
  allow: ['privileged', 'host-network', 'host-pid', 'container-socket'],
  bindMounts: ['/'],
  capabilities: ['NET_ADMIN'],
  devices: ['/dev/ttyUSB0'],
};

const MARGO = `apiVersion: margo.org/v1-alpha1
kind: ApplicationDescription
metadata:
  id: hello
  name: Hello
  version: "1.0"
  catalog: {organization: [{name: Example}]}
deploymentProfiles:
  - type: compose
    id: main
    components:
      - name: web
        properties: {packageLocation: ./compose.yaml}
`;

/** Whether validation says that no site runs it. */
function isRefusedByValidation(compose: string): boolean {
  const read = readPackage(MARGO, { file: 'margo.yaml' });
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  const texts = new Map([
    ['compose.yaml', compose],
    ['margo.yaml', MARGO],
  ]);
  const files = [...texts].map(([path, { length: size }]) => ({
    path,
    mode: '100644' as const,
    sha256: '',
    size,
  }));
  const content = { files, readText: (path: string) => texts.get(path) };
  const found = checkPackageContent(read.value, content, { file: 'margo.yaml', policy: {} });
  return found.some(({ code, severity }) => code === 'MARGO_COMPOSE_REFUSED' && severity === 'error');
}

/** Whether LO refuses it though everything is granted. */
async function isRefusedByLo(compose: string): Promise<boolean> {
  try {
    await composeRuntime.prepare(
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
        environment: {},
        files: [contentFile('compose.yaml', compose)],
      },
      EVERYTHING,
    );
    return false;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'NODE_PRIVILEGE_REFUSED') return true;
    throw error;
  }
}

const service = (lines: string) => `services:\n  web:\n    image: ${IMAGE}\n    ${lines}\n`;

const refused = [
  ...['annotations: {a: b}', 'blkio_config: {weight: 10}', 'build: .', 'cgroup: private', 'cgroup_parent: a'],
  ...['cpu_rt_period: 1', 'cpu_rt_runtime: 1', 'credential_spec: {file: a}', 'develop: {watch: []}'],
  ...['device_cgroup_rules: ["c 1:3 mr"]', 'external_links: [a]', 'gpus: all', 'isolation: default'],
  ...['label_file: a.labels', 'models: [a]', 'oom_kill_disable: true', 'oom_score_adj: 1', 'runtime: runc'],
  ...[
    'post_start: [{command: a}]',
    'pre_stop: [{command: a}]',
    'provider: {type: a}',
    'storage_opt: {size: 1G}',
  ],
  ...['sysctls: {a: 1}', 'userns_mode: host', 'uts: host', 'ipc: host', 'network_mode: "container:a"'],
  ...['pid: "container:a"', 'ipc: "container:a"', 'pull_policy: build', 'pull_policy: daily'],
  ...['security_opt: ["seccomp:unconfined"]', 'volumes_from: ["container:a"]', 'volumes: ["~/a:/a"]'],
  ...['volumes: [{type: bind, source: ~/a, target: /a}]', 'volumes: [{type: npipe, source: a, target: /a}]'],
  ...['volumes: [".:/app"]', 'volumes: ["./:/app:rw"]', 'volumes: [{type: bind, source: ./, target: /a}]'],
  ...['volumes: [{type: bind, source: data, target: /a}]'],
  ...['volumes: ["./data:/a", "./data/sub:/b:ro"]', 'volumes: ["./a/../:/app"]'],
  'volumes: ["./conf:/c"]\nsecrets: {a: {file: ./conf/a.yaml}}',
  'volumes: [{type: bind, source: ./, target: /a, read_only: "true"}]',
  'volumes: ["${DIR:-.}:/a"]',
  'profiles: [debug]\n    volumes: [".:/a"]\n  web2: {image: a, depends_on: [web]}',
  ...['labels: {colo.dev/owner: a}', 'labels: ["io.podman.a=b"]', 'logging: {driver: syslog}'],
  ...['deploy: {resources: {reservations: {devices: [{capabilities: [gpu]}]}}}', 'x-podman.a: b'],
  ...[
    'init: true\nx-podman: {in_pod: false}',
    'init: true\nmodels: {a: {model: b}}',
    'init: true\ninclude: [a.yaml]',
  ],
  ...['init: true\nvolumes: {a: {external: true}}', 'init: true\nvolumes: {a: {name: b}}'],
  ...['init: true\nvolumes: {a: {driver: nfs}}', 'init: true\nvolumes: {a: {driver_opts: {type: nfs}}}'],
  ...['init: true\nsecrets: {a: {external: true}}', 'init: true\nconfigs: {a: {content: a, name: b}}'],
].map(service);

const taken = [
  ...['privileged: true', 'network_mode: host', 'network_mode: none', 'pid: host', 'ipc: shareable'],
  ...['use_api_socket: true', 'cap_add: [NET_ADMIN]', 'devices: ["/dev/ttyUSB0:/dev/ttyUSB0"]'],
  ...['security_opt: ["no-new-privileges:true"]', 'pull_policy: missing', 'logging: {driver: journald}'],
  ...['volumes: [".:/app:ro", "./data:/app/data"]', 'volumes: [{type: bind, source: ./a, target: /a}]'],
  ...['volumes: [{type: bind, source: ./, target: /a, read_only: true}]'],
  ...['volumes: [{type: bind, source: ./, target: /a, read_only: yes}]'],
  ...['volumes: ["./data:/a:ro", "./data/sub:/b:ro"]', 'volumes: ["./data:/a", "./database:/b"]'],
  'init: true\n  debug:\n    image: a\n    profiles: [debug]\n    volumes: [".:/a"]',
  ...['volumes: ["/srv:/srv", "/data", {type: tmpfs, target: /t}]', 'labels: {a: b}', 'x-note: {build: .}'],
  ...['deploy: {resources: {limits: {memory: 64M}}}', 'init: true\nnetworks: {a: {external: true}}'],
  ...[
    'init: true\nvolumes: {a: {driver: local, labels: {b: c}}}',
    'init: true\nsecrets: {a: {environment: B}}',
  ],
  ...[
    'cpus: 0.5',
    'mem_limit: 64m',
    'read_only: true',
    'tmpfs: /t',
    'ulimits: {nofile: 100}',
    'user: "1000:50"',
  ],
].map(service);

t.test(
  'validation says of a compose file that no site runs it where LO refuses it whatever is granted',
  async (t) => {
    for (const compose of refused) {
      t.equal(await isRefusedByLo(compose), true, `LO: ${compose}`);
      t.equal(isRefusedByValidation(compose), true, `validation: ${compose}`);
    }
  },
);

t.test('and of no other', async (t) => {
  for (const compose of taken) {
    t.equal(await isRefusedByLo(compose), false, `LO: ${compose}`);
    t.equal(isRefusedByValidation(compose), false, `validation: ${compose}`);
  }
});
