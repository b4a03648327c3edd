export type Files = Readonly<Record<string, string>>;

interface PackageOptions {
  readonly id?: string;
  readonly version?: string;
  readonly type?: 'process' | 'compose';
  readonly script?: string;
  /** The default of the parameter, which is then immutable. */
  readonly immutable?: string;
}

/** A Margo package with one component and one parameter, below `apps/<id>`. */
export function makePackage(options: PackageOptions = {}): Files {
  const {
    id = 'hello-world',
    version = '1.0',
    type = 'process',
    script = 'exec sleep 1000\n',
    immutable,
  } = options;
  const properties =
    type === 'process'
      ? '          packageLocation: server\n          command: [sh, run.sh]'
      : '          packageLocation: compose.yaml';
  const margo = `apiVersion: margo.org/v1-alpha1
kind: ApplicationDescription
metadata:
  id: ${id}
  name: ${id}
  version: "${version}"
  catalog:
    organization:
      - name: Example Org
deploymentProfiles:
  - type: ${type}
    id: ${id}-${type}
    components:
      - name: hello
        properties:
${properties}
parameters:
  greeting:
    value: ${immutable ?? 'Hello'}
    targets:
      - pointer: GREETING
        components: [hello]
configuration:
  sections:
    - name: General
      settings:
        - parameter: greeting
          name: Greeting
${immutable === undefined ? '' : '          immutable: true\n'}          schema: shortText
  schema:
    - name: shortText
      dataType: string
      maxLength: 20
      allowEmpty: false
`;
  const content: Files =
    type === 'process'
      ? { 'server/run.sh': `#!/bin/sh\n${script}` }
      : { 'compose.yaml': 'services:\n  hello:\n    image: busybox:1.36\n    command: ["sleep", "1000"]\n' };
  const folder = `apps/${id}`;
  const files = { 'margo.yaml': margo, ...content };
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}

/** The inventory of a site with process hosts. */
export function makeSite(name: string, hosts: readonly string[], labels: Files = {}): Files {
  const lines = Object.entries(labels).map(([key, value]) => `    ${key}: ${value}`);
  const text = `apiVersion: colo.dev/v1alpha1
kind: Site
metadata:
  name: ${name}
${lines.length === 0 ? '' : `  labels:\n${lines.join('\n')}\n`}spec:
  hosts:
${hosts
  .map(
    (host, index) => `    - name: ${host}
      address: 127.0.0.${index + 1}
      user: colo
      capabilities:
        runtimes: [process]
`,
  )
  .join('')}`;
  return { [`sites/${name}/site.yaml`]: text };
}

/** A fleet policy with one registry and one creator of statuses. */
export function makePolicy(more = ''): Files {
  const text = `apiVersion: colo.dev/v1alpha1
kind: FleetPolicy
spec:
  registries:
    - repository: acme/apps
  statusCreators: [lo-bot]
${more}`;
  return { 'colo.yaml': text };
}

/** A site's desired state with nothing in it, as `co init` leaves it. */
export function makeNothingDesired(name: string): Files {
  const text = `apiVersion: colo.dev/v1alpha1
kind: DesiredState
metadata:
  site: ${name}
spec:
  deployments: []
`;
  return { [`sites/${name}/desiredstate.yaml`]: text };
}
