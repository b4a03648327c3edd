import type { EdgeHost } from '../edge-host/index.ts';

/** The demo's fleet: two sites, three hosts; one site lies in a folder. */
export const SITES = [
  { site: 'berlin', label: 'Berlin', hosts: ['edge-01', 'edge-02'] },
  { site: 'eu/munich', label: 'Munich', hosts: ['edge-01'] },
] as const;

/** `<site>:<host>`. */
export type HostPlace = `${string}:${string}`;

/** One edge node with what its applications listen on; all nodes share this machine's loopback address. */
export interface HostSetup {
  readonly place: HostPlace;
  readonly site: string;
  readonly host: string;
  readonly edge: EdgeHost;
  readonly ports: { readonly port: number; readonly bannerPort: number; readonly clockPort: number };
  readonly runtime: 'process' | 'compose';
  /** Image for compose components. */
  readonly image?: string | undefined;
}

/** The folder that holds `node`, for nodes that are this machine. */
function nodeFolder(): string {
  return process.execPath.slice(0, process.execPath.lastIndexOf('/'));
}

/** `sites/<site>/site.yaml` as an operator would write it. */
export function writeSiteYaml(site: string, label: string, hosts: readonly HostSetup[]): string {
  const lines = [
    'apiVersion: colo.dev/v1alpha1',
    'kind: Site',
    'metadata:',
    `  name: ${site}`,
    `  labels: { region: eu }`,
    `  description: ${label}, simulated on this machine`,
    'spec:',
    '  hosts:',
  ];
  for (const { host, edge, ports, runtime, image } of hosts) {
    lines.push(
      `    - name: ${host}`,
      `      address: ${edge.address}`,
      `      port: ${edge.port}`,
      `      user: ${edge.user}`,
      `      workdir: ${edge.workdir}`,
      `      searchPath: [${nodeFolder()}]`,
      `      hostKeys: ["${edge.hostKey}"]`,
      `      capabilities: { runtimes: [${runtime}] }`,
      '      parameters:',
      '        hello-world:',
      ...Object.entries(ports).map(([name, port]) => `          ${name}: ${port}`),
      ...(image === undefined ? [] : [`          image: ${image}`]),
    );
  }
  return `${lines.join('\n')}\n`;
}
