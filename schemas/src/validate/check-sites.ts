import type { Diagnostic } from '../documents/diagnostic.ts';
import { fleetPolicyForm } from '../documents/read-fleet-policy.ts';
import type { FleetPolicy, PackagePolicy } from '../generated/fleet-policy.ts';
import { type ModeOption, modeOf } from '../margo/check/deviations.ts';
import type { SiteFiles } from './list-sites.ts';
import { type OpenedDocument, openDocument } from './open-document.ts';
import { PackageShelf } from './package-shelf.ts';
import type { RepoReader } from './repo-reader.ts';
import { validateSite } from './validate-site.ts';

/** Name of the fleet policy in an infra repo. */
export const POLICY_FILE = 'colo.yaml';

/** What was found in some sites. Plain data: threads can hand it to each other. */
export interface SitesReport {
  /** Faults of the sites' own documents. */
  readonly diagnostics: readonly Diagnostic[];
  /** Folders of the packages that the sites use. */
  readonly used: readonly string[];
}

/** What judges sites of a tree, besides the tree itself. Plain data, as {@link SitesReport}. */
export interface SitesCheckOptions extends ModeOption {
  /** Every package folder of the tree. */
  readonly packages: readonly string[];
  /** See ValidateInfraOptions. */
  readonly packagePolicy?: PackagePolicy;
}

/** The fleet policy, the packages, and the check of sites against both. */
export interface TreeCheck {
  readonly policy: OpenedDocument<FleetPolicy>;
  readonly shelf: PackageShelf;
  check(sites: Iterable<SiteFiles>): Promise<SitesReport>;
}

/** Reads the fleet policy of a tree and makes its sites ready to be checked, some at a time. */
export async function openTreeCheck(reader: RepoReader, options: SitesCheckOptions): Promise<TreeCheck> {
  const policy = await openDocument(reader, POLICY_FILE, fleetPolicyForm);
  const ownPolicy = policy.value === undefined ? undefined : (policy.value.spec.packages ?? {});
  const shelf = new PackageShelf(reader, new Set(options.packages), {
    policy: options.packagePolicy ?? ownPolicy,
    ...modeOf(options),
  });
  return {
    policy,
    shelf,
    async check(sites) {
      const used = new Set<string>();
      const diagnostics: Diagnostic[] = [];
      for (const files of sites)
        diagnostics.push(...(await validateSite({ reader, shelf, policy: policy.value }, files, used)));
      return { diagnostics, used: [...used] };
    },
  };
}

/**
 * A check of some sites of a tree apart from the rest of it: {@link validateInfraTree} in one thread can have it done by
 * others, which read the tree themselves.
 */
export async function createSitesCheck(
  reader: RepoReader,
  options: SitesCheckOptions,
): Promise<(sites: Iterable<SiteFiles>) => Promise<SitesReport>> {
  const { check } = await openTreeCheck(reader, options);
  return check;
}
