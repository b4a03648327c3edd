import { type Diagnostic, formatDiagnostic } from '@colo/schemas/diagnostics';
import { type FleetPolicy, readFleetPolicy } from '@colo/schemas/documents/fleet-policy';
import { readSite, type Site } from '@colo/schemas/documents/site';
import { ColoError } from '@colo/schemas/errors';
import type { TreeReader } from '../ports/git-store.ts';
import { policyPath, readSitePath, sitesFolder } from './paths.ts';

/** Policy and inventory of an infra repo at one commit. */
export interface Fleet {
  readonly policy: FleetPolicy;
  readonly sites: readonly Site[];
  /** Sites whose site.yaml cannot be used; no command reaches them. */
  readonly faults: readonly Diagnostic[];
}

/**
 * The fleet policy of an infra repo.
 *
 * @throws ColoError CO_POLICY_UNUSABLE when it is missing or wrong: then nothing is allowed
 */
async function readPolicy(tree: TreeReader): Promise<FleetPolicy> {
  const bytes = await tree.read(policyPath);
  if (bytes === undefined) {
    throw new ColoError('CO_POLICY_UNUSABLE', `There is no ${policyPath} on the default branch.`);
  }
  const read = readFleetPolicy(new TextDecoder().decode(bytes), { file: policyPath });
  if (read.ok) return read.value;
  const [first] = read.diagnostics;
  throw new ColoError('CO_POLICY_UNUSABLE', first === undefined ? policyPath : formatDiagnostic(first));
}

// A site.yaml is read once per content: a render of a large fleet after a small change costs little.
const MAX_CACHED = 50_000;
const cache = new Map<string, ReturnType<typeof readSite>>();

/** Policy and all sites. */
export async function readFleet(tree: TreeReader): Promise<Fleet> {
  const policy = await readPolicy(tree);
  const sites: Site[] = [];
  const faults: Diagnostic[] = [];
  for (const { path } of await tree.list(sitesFolder)) {
    const place = readSitePath(path);
    if (place?.file !== 'site.yaml') continue;
    const key = `${path}:${(await tree.findId(path)) ?? ''}`;
    let read = cache.get(key);
    if (read === undefined) {
      const bytes = (await tree.read(path)) ?? new Uint8Array();
      read = readSite(new TextDecoder().decode(bytes), { file: path, site: place.site });
      if (cache.size >= MAX_CACHED) cache.clear();
      cache.set(key, read);
    }
    if (read.ok) sites.push(read.value);
    else faults.push(...read.diagnostics);
  }
  return { policy, sites, faults };
}
