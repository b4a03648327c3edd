import type { Diagnostic } from '@colo/schemas/diagnostics';
import { compareCodePoints } from '@colo/schemas/digests';
import { type DesiredState, readDesiredState } from '@colo/schemas/documents/desired-state';
import { type Event, readEvent } from '@colo/schemas/documents/event';
import { type FleetPolicy, readFleetPolicy } from '@colo/schemas/documents/fleet-policy';
import { readSite, type Site } from '@colo/schemas/documents/site';
import { ColoError } from '@colo/schemas/errors';
import type { Tree } from '../reader/tree.ts';
import { readTreeDocument } from './read-tree-document.ts';
import type { Infra } from './with-infra.ts';

/** One site, as far as its files can be read. */
export interface FleetSite {
  readonly name: string;
  readonly inventory: Site;
  /** Absent where nothing was ever deployed. */
  readonly desired?: DesiredState;
  /** Absent where the site never reported. */
  readonly event?: Event;
}

export interface Fleet {
  readonly policy: FleetPolicy;
  /** Sorted by name. */
  readonly sites: readonly FleetSite[];
  /** Faults of files that were left out because of them. */
  readonly problems: readonly Diagnostic[];
}

const INVENTORY = /^sites\/(?<site>.+)\/site\.yaml$/;

/** Reads policy, inventories, desired states and events. A site that cannot be read is a problem, not the end. */
export async function loadFleet(infra: Infra): Promise<Fleet> {
  await infra.tree.preload(
    (path) => path === 'colo.yaml' || /^sites\/.*\/(?:site|desiredstate)\.yaml$/.test(path),
  );
  await infra.events?.preload((path) => /^sites\/.*\/event\.yaml$/.test(path));
  const policy = await readPolicy(infra.tree);
  const problems: Diagnostic[] = [];
  const sites: FleetSite[] = [];
  for (const { path } of await infra.tree.list('sites')) {
    const name = INVENTORY.exec(path)?.groups?.['site'];
    if (name === undefined) continue;
    const site = await loadSite(infra, name, problems);
    if (site !== undefined) sites.push(site);
  }
  sites.sort((left, right) => compareCodePoints(left.name, right.name));
  return { policy, sites, problems };
}

async function loadSite(infra: Infra, site: string, problems: Diagnostic[]): Promise<FleetSite | undefined> {
  const folder = `sites/${site}`;
  const inventory = await readTreeDocument(infra.tree, `${folder}/site.yaml`, site, readSite);
  const desired = await readTreeDocument(infra.tree, `${folder}/desiredstate.yaml`, site, readDesiredState);
  const event =
    infra.events && (await readTreeDocument(infra.events, `${folder}/event.yaml`, site, readEvent));
  for (const read of [inventory, desired, event]) {
    if (read !== undefined && !read.ok) problems.push(...read.diagnostics);
  }
  if (inventory?.ok !== true || desired?.ok === false) return undefined;
  return {
    name: site,
    inventory: inventory.value,
    ...(desired === undefined ? {} : { desired: desired.value }),
    ...(event?.ok === true ? { event: event.value } : {}),
  };
}

async function readPolicy(tree: Tree): Promise<FleetPolicy> {
  const file = 'colo.yaml';
  const read = await readTreeDocument(tree, file, undefined, readFleetPolicy);
  if (read === undefined) throw new ColoError('CLI_DOCUMENT_INVALID', 'the infra repo has no colo.yaml');
  if (read.ok) return read.value;
  throw new ColoError(
    'CLI_DOCUMENT_INVALID',
    `colo.yaml cannot be used: ${read.diagnostics[0]?.message ?? ''}`,
    {
      data: { diagnostics: read.diagnostics },
    },
  );
}
