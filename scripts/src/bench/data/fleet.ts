import type { DesiredState } from '@colo/schemas/documents/desired-state';
import type { FleetPolicy } from '@colo/schemas/documents/fleet-policy';
import type { Host, Site } from '@colo/schemas/documents/site';
import { writeDocument } from '@colo/schemas/documents/write';
import { ColoError } from '@colo/schemas/errors';
import { type DeployRequest, renderDeploy } from '@colo/schemas/render';
import { packageFolder } from '@colo/schemas/tree';
import { type HelloPackage, readHelloPackage } from './hello-package.ts';
import type { TreeFile } from './memory-reader.ts';

const apiVersion = 'colo.dev/v1alpha1';
/** Sites of one folder: operators group them, and so do we. */
const SITES_PER_AREA = 100;
const REGISTRY = 'acme/app-registry';

/** One site with the application deployed to all of its hosts. */
export interface FleetSite {
  readonly name: string;
  readonly site: Site;
  readonly desired: DesiredState;
}

/** A whole infra repo, as colo itself would have written it. */
export interface Fleet {
  readonly sites: readonly FleetSite[];
  readonly hello: HelloPackage;
  /** `colo.yaml`, `sites/…` and `packages/…`. */
  readonly files: ReadonlyMap<string, TreeFile>;
}

/** Builds a fleet where every host runs the example application. The same numbers give the same bytes. */
export async function buildFleet(siteCount: number, hostsPerSite = 3): Promise<Fleet> {
  const hello = await readHelloPackage();
  const files = new Map<string, TreeFile>([['colo.yaml', toFile(writeDocument(policy))]]);
  for (const [path, file] of hello.files)
    files.set(`${packageFolder(hello.app.id, hello.digest)}/${path}`, file);
  const sites = Array.from({ length: siteCount }, (_, index): FleetSite => {
    const site = describeSite(index, hostsPerSite);
    const desired = deploy(makeDeployRequest(site, undefined, hello));
    return { name: site.metadata.name, site, desired };
  });
  for (const { name, site, desired } of sites) {
    files.set(`sites/${name}/site.yaml`, toFile(writeDocument(site)));
    files.set(`sites/${name}/desiredstate.yaml`, toFile(writeDocument(desired)));
  }
  return { sites, hello, files };
}

/** The request that deploys a package to every host of a site. */
export function makeDeployRequest(
  site: Site,
  current: DesiredState | undefined,
  { app, content, digest }: HelloPackage,
  set: Readonly<Record<string, string>> = {},
): DeployRequest {
  const source = { repository: REGISTRY, path: 'apps/hello-world', commit: 'c'.repeat(40), digest };
  const hosts = site.spec.hosts.map(({ name }) => name);
  return { site, groups: [], current, package: app, content, source, hosts, set, by: 'person' };
}

/** Renders a request that must be good. */
export function deploy(request: DeployRequest): DesiredState {
  const rendered = renderDeploy(request);
  if (!rendered.ok) throw rendered.errors[0] ?? new ColoError('INTERNAL', 'A deploy was refused.');
  return rendered.desired;
}

export function toFile(text: string): TreeFile {
  return { mode: '100644', bytes: new TextEncoder().encode(text) };
}

const policy: FleetPolicy = {
  apiVersion,
  kind: 'FleetPolicy',
  spec: { registries: [{ repository: REGISTRY }], statusCreators: ['acme-lo'] },
};

function describeSite(index: number, hostCount: number): Site {
  const area = String(Math.floor(index / SITES_PER_AREA)).padStart(3, '0');
  const name = `area-${area}/site-${String(index).padStart(6, '0')}`;
  const hosts = Array.from({ length: hostCount }, (_, host) => describeHost(index, host));
  return { apiVersion, kind: 'Site', metadata: { name, labels: { area } }, spec: { hosts } };
}

/** Addresses are of TEST-NET-1 (RFC 5737): nothing answers there, and nothing is sent there. */
function describeHost(site: number, host: number): Host {
  return {
    name: `edge-${String(host + 1).padStart(2, '0')}`,
    address: `192.0.2.${host + 1}`,
    user: 'colo',
    hostKeys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG5vIGhvc3QgaGFzIHRoaXMga2V5OiB0ZXN0cyBvbmx5'],
    capabilities: { runtimes: ['process'] },
    parameters: { 'hello-world': { addressee: `host ${host + 1} of site ${site}` } },
  };
}
