import type { ColoError } from '../errors/colo-error.ts';
import type { DesiredState, PackageSource } from '../generated/desired-state.ts';
import type { SiteGroup } from '../generated/fleet-policy.ts';
import type { Site } from '../generated/site.ts';
import type { AppPackage } from '../margo/app-package.ts';
import type { PackageContent } from '../margo/package-content.ts';

/** Who asks: a hold binds automation, never people. */
export type Requester = 'person' | 'automation';

/** One deploy command, for one site. */
export interface DeployRequest {
  readonly site: Site;
  /** The groups that hold the site, in the policy's order (see listSiteGroups). */
  readonly groups: readonly SiteGroup[];
  /** Undefined where the site has no desired state so far. */
  readonly current: DesiredState | undefined;
  readonly package: AppPackage;
  readonly content: PackageContent;
  readonly source: PackageSource;
  /** Names of the chosen hosts of the site. */
  readonly hosts: readonly string[];
  /** Values as people typed them, by parameter name; stored as overrides. */
  readonly set?: Readonly<Record<string, string>>;
  /** Names of secrets of the site, by parameter name; stored as overrides. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Parameters whose stored override is forgotten. */
  readonly unset?: readonly string[];
  /** A semantic version range; null stops tracking; absent keeps what is stored. */
  readonly track?: string | null;
  readonly by: Requester;
  /** Lift the hold of the deployments that are rendered; only people may. */
  readonly liftHold?: boolean;
}

/** A site's new desired state, or every reason why there is none. */
export type RenderedSite =
  | {
      readonly ok: true;
      readonly site: string;
      readonly desired: DesiredState;
      /** False when the new desired state equals the current one. */
      readonly changed: boolean;
      /** What the operator should know; one sentence each. */
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly site: string; readonly errors: readonly ColoError[] };
