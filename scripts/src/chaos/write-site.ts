import { createHash } from 'node:crypto';
import { digestPackage } from '@colo/schemas/digests';
import type { Deployment, DesiredState } from '@colo/schemas/documents/desired-state';
import type { Site } from '@colo/schemas/documents/site';
import { writeDocument } from '@colo/schemas/documents/write';
import type { PackageFile } from '@colo/schemas/margo/content';
import { makeDeploymentId } from '@colo/schemas/render';
import type { Plan, Wish } from './plan.ts';

export const SITE = 'berlin';
const COMPONENTS = ['web', 'db'];
const COMMIT = 'a'.repeat(40);

export interface SiteWish {
  readonly wishes: readonly Wish[];
  readonly runtime: Plan['runtime'];
  readonly image: string;
  /** Folder in which programs leave word of what they did; seen by the programs and by the oracle. */
  readonly witness: string;
  /** Names this run, so that its programs are told from those of others. */
  readonly run: string;
}

/** The names of an application's components. */
export function componentsOf({ runtime }: Pick<SiteWish, 'runtime'>): readonly string[] {
  return runtime === 'compose' ? COMPONENTS.slice(0, 1) : COMPONENTS;
}

/** The files of a desired state and of all packages that it names, as CO would have written them. */
export function writeDesired(wish: SiteWish): Readonly<Record<string, string>> {
  const parts = wish.wishes.map((each) => writeDeployment(wish, each));
  const desired: DesiredState = {
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'DesiredState',
    metadata: { site: SITE },
    spec: { deployments: parts.map(({ deployment }) => deployment) },
  };
  return Object.assign(
    { [`sites/${SITE}/desiredstate.yaml`]: writeDocument(desired) },
    ...parts.map(({ files }) => files),
  );
}

/** The inventory. */
export function writeInventory(hosts: Site['spec']['hosts']): Readonly<Record<string, string>> {
  const site: Site = {
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'Site',
    metadata: { name: SITE },
    spec: { hosts },
  };
  return { [`sites/${SITE}/site.yaml`]: writeDocument(site) };
}

function writeDeployment(
  wish: SiteWish,
  { application, version, kind, hosts }: Wish,
): { readonly deployment: Deployment; readonly files: Readonly<Record<string, string>> } {
  const components = componentsOf(wish);
  const content: Record<string, string> = { 'margo.yaml': `# ${application} ${version}\n` };
  for (const name of components) {
    content[`${name}/run.sh`] = writeProgram(kind);
    content[`${name}/version`] = `${version}\n`;
    if (wish.runtime === 'compose') content[`${name}/compose.yaml`] = writeCompose(wish, kind);
  }
  const files = Object.entries(content).map(([path, text]) => describeFile(path, text));
  const digest = digestPackage(files.sort((left, right) => (left.path < right.path ? -1 : 1)));
  const folder = `packages/${application}/${digest.slice('sha256:'.length)}`;
  const values: Readonly<Record<string, string>> = {
    CHAOS_RUN: wish.run,
    CHAOS_APPLICATION: application,
    CHAOS_VERSION: String(version),
    CHAOS_WITNESS: wish.witness,
  };
  const deployment: Deployment = {
    id: makeDeploymentId(SITE, application, wish.runtime),
    applicationId: application,
    version: `${version}.0`,
    source: { repository: 'acme/apps', path: `apps/${application}`, commit: COMMIT, digest },
    hosts: [...hosts],
    profile: {
      id: wish.runtime,
      type: wish.runtime,
      components: components.map((name) => ({
        name,
        properties:
          wish.runtime === 'compose'
            ? { packageLocation: name, timeout: '1m0s', stopTimeout: '1s' }
            : {
                packageLocation: name,
                command: ['sh', 'run.sh'],
                timeout: kind === 'sick' ? '5s' : '1m0s',
                stopTimeout: '2s',
                ...(kind === 'sick' ? { healthCheck: { command: ['false'] } } : {}),
              },
      })),
    },
    parameters: {
      ...Object.fromEntries(
        Object.entries(values).map(([pointer, value]) => [
          pointer.toLowerCase().replace('_', '-'),
          { value, targets: [{ pointer, components: [...components] }] },
        ]),
      ),
      ...Object.fromEntries(
        components.map((name) => [
          `component-${name}`,
          { value: name, targets: [{ pointer: 'CHAOS_COMPONENT', components: [name] }] },
        ]),
      ),
      host: { value: 'none', targets: [{ pointer: 'CHAOS_HOST', components: [...components] }] },
    },
    hostParameters: Object.fromEntries(hosts.map((host) => [host, { host }])),
  };
  return {
    deployment,
    files: Object.fromEntries(Object.entries(content).map(([path, text]) => [`${folder}/${path}`, text])),
  };
}

/**
 * Writes a line to its data and, once that is on disk, the same line where the oracle sees it: a line that the oracle has and
 * the data has not is lost data.
 */
function writeProgram(kind: Wish['kind']): string {
  return `name=$CHAOS_COMPONENT
line="$CHAOS_VERSION $$ $(cat /proc/uptime)"
for data in data \${COLO_DATA_DIR:+"$COLO_DATA_DIR"}; do
  [ -d "$data" ] || mkdir -p "$data" || exit 1
  echo "$line" >>"$data/journal" || exit 1
  sync "$data/journal" 2>/dev/null
  case $data in data) kind=own ;; *) kind=given ;; esac
  echo "$line" >>"$CHAOS_WITNESS/$CHAOS_HOST.$CHAOS_APPLICATION.$name.$kind"
done
${kind === 'crash' ? 'exit 3' : 'exec sleep 100000'}
`;
}

function writeCompose({ image, witness }: SiteWish, kind: Wish['kind']): string {
  const variables = ['RUN', 'APPLICATION', 'COMPONENT', 'VERSION', 'WITNESS', 'HOST'];
  return `services:
  web:
    image: ${image}
    working_dir: /work
    command: [/bin/sh, /app/run.sh]
    stop_grace_period: 1s
    healthcheck: { test: [CMD, ${kind === 'sick' ? '/bin/false' : '/bin/true'}] }
    environment:
${variables.map((name) => `      CHAOS_${name}: "\${CHAOS_${name}}"\n`).join('')}    volumes:
      - ./run.sh:/app/run.sh:ro
      - ./data:/work/data
      - ${witness}:${witness}
`;
}

function describeFile(path: string, text: string): PackageFile {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { path, mode: '100644', sha256, size: Buffer.byteLength(text) };
}
