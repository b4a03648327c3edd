import { createHash } from 'node:crypto';
import { digestPackage } from '@colo/schemas/digests';
import type { Deployment } from '@colo/schemas/documents/desired-state';
import type { PackageFile } from '@colo/schemas/margo/content';
import { makeDeploymentId } from '@colo/schemas/render';

/** An application of `process` components whose programs leave a line in `starts` whenever they start. */
export interface SampleApp {
  readonly applicationId: string;
  readonly version: string;
  readonly components?: readonly string[];
  /** Components that end at once with an error. */
  readonly broken?: readonly string[];
  readonly hosts: readonly string[];
  /** Folder for marks, for each host `<marks>/<host>`. */
  readonly marks: string;
  readonly greeting?: string;
  /** What the program of each component prints before it ends or goes on. */
  readonly says?: string;
  /** Its programs run, and become healthy only when the test says so: until then their attempts are surely at work. */
  readonly held?: boolean;
  /** The program of each component adds its version to the file `kept` in its data folder whenever it starts. */
  readonly keeps?: boolean;
  /** Secrets by environment variable; each component's program writes what it got to `<marks>/<component>-<variable>`. */
  readonly secrets?: Readonly<Record<string, string>>;
}

export interface SampleFiles {
  readonly deployment: Deployment;
  /** Content by path in the infra repo. */
  readonly files: Readonly<Record<string, string>>;
}

const COMMIT = 'a'.repeat(40);

/** The deployment entry and the package files of a sample application, as CO would copy them in. */
export function makeSampleApp(site: string, app: SampleApp): SampleFiles {
  const components = app.components ?? ['web'];
  const content: Readonly<Record<string, string>> = Object.fromEntries([
    ['margo.yaml', `# ${app.applicationId} ${app.version}\n`] as const,
    ...components.map((name) => [`${name}/run.sh`, writeProgram(app, name)] as const),
    ...(app.says === undefined ? [] : components.map((name) => [`${name}/says`, app.says ?? ''] as const)),
  ]);
  const digest = digestPackage(
    Object.entries(content)
      .map(([path, text]) => describeFile(path, text))
      .sort(byPath),
  );
  const folder = `packages/${app.applicationId}/${digest.slice('sha256:'.length)}`;
  return {
    deployment: {
      id: makeDeploymentId(site, app.applicationId, 'process'),
      applicationId: app.applicationId,
      version: app.version,
      source: { repository: 'acme/apps', path: `apps/${app.applicationId}`, commit: COMMIT, digest },
      hosts: [...app.hosts],
      profile: {
        id: 'process',
        type: 'process',
        components: components.map((name) => ({
          name,
          properties: {
            packageLocation: name,
            command: ['sh', 'run.sh'],
            // What fails here fails at once; on a busy machine all else needs its time.
            timeout: '5m0s',
            stopTimeout: '1s',
            ...(app.held === true
              ? {
                  healthCheck: {
                    command: ['sh', '-c', `test -e "$MARKS/${markOfRelease(app)}"`],
                    timeout: '1m0s',
                  },
                }
              : {}),
          },
        })),
      },
      parameters: {
        marks: { value: app.marks, targets: [{ pointer: 'MARKS', components: [...components] }] },
        greeting: {
          value: app.greeting ?? 'Hello',
          targets: [{ pointer: 'GREETING', components: [...components] }],
        },
        ...Object.fromEntries(
          Object.entries(app.secrets ?? {}).map(([pointer, name]) => [
            `secret-${pointer}`,
            { value: { secretRef: name }, targets: [{ pointer, components: [...components] }] },
          ]),
        ),
      },
      hostParameters: Object.fromEntries(app.hosts.map((host) => [host, { marks: `${app.marks}/${host}` }])),
    },
    files: Object.fromEntries(Object.entries(content).map(([path, text]) => [`${folder}/${path}`, text])),
  };
}

/** File among the marks of a host that lets an application that is held become healthy. */
export function markOfRelease({
  applicationId,
  version,
}: Pick<SampleApp, 'applicationId' | 'version'>): string {
  return `released-${applicationId}-${version}`;
}

function writeProgram(
  { applicationId, version, broken, says, secrets, keeps }: SampleApp,
  name: string,
): string {
  const end = broken?.includes(name) === true ? 'exit 3' : 'exec sleep 100000';
  const speak = says === undefined ? '' : 'cat says\n';
  const keep = Object.keys(secrets ?? {})
    .map((pointer) => `printf %s "$${pointer}" > "$MARKS/${name}-${pointer}"\n`)
    .join('');
  const write = keeps === true ? `echo ${version} >> "$COLO_DATA_DIR/kept"\n` : '';
  return `${keep}${write}echo "${applicationId} ${name} ${version} $GREETING $$" >> "$MARKS/starts"\n${speak}${end}\n`;
}

function describeFile(path: string, text: string): PackageFile {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { path, mode: '100644', sha256, size: Buffer.byteLength(text) };
}

function byPath(left: PackageFile, right: PackageFile): number {
  return left.path < right.path ? -1 : 1;
}
