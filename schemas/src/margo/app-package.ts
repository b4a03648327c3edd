import type { ParameterTarget } from '../generated/desired-state.ts';
import type { Catalog } from '../generated/margo-package-rc3.ts';
import type { PlainValue } from '../resolve/secret-reference.ts';

/**
 * The forms of `margo.yaml`: the drafts of October 2024 and February 2025, preview release 1, release candidates 1 and 2
 * (one form), and release candidate 3.
 */
export type MargoDialect = '2024-10' | '2025-02' | 'pr1' | 'rc2' | 'rc3';

/** A package description, whatever dialect it was written in. */
export interface AppPackage {
  readonly dialect: MargoDialect;
  /** Application id. */
  readonly id: string;
  /** Name for people. */
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly profiles: readonly PackageProfile[];
  readonly parameters: Readonly<Record<string, PackageParameter>>;
  /** Settings by parameter name: what a value must obey. */
  readonly settings: Readonly<Record<string, ParameterSetting>>;
  readonly details: PackageDetails;
}

/** What decides nothing in colo, kept so that the package can be written again without loss. */
export interface PackageDetails {
  readonly apiVersion: string;
  readonly catalog: Catalog;
  readonly configuration?: PackageConfiguration;
  readonly extensions?: Extensions;
}

/** The order in which settings are shown, and every rule, used or not. */
export interface PackageConfiguration {
  readonly sections: readonly { readonly name: string; readonly parameters: readonly string[] }[];
  readonly rules: readonly ParameterRule[];
}

/** Keys of vendors, `x-<vendor>-extensions`; colo does not read them. */
export type Extensions = Readonly<Record<string, unknown>>;

/** One way to run the application. Types are normalised: `helm.v3` is `helm`, `docker-compose` is `compose`. */
export interface PackageProfile {
  /** Where the dialect has no ids, made from the type and unique in the package. */
  readonly id: string;
  readonly type: string;
  readonly description?: string;
  readonly components: readonly PackageComponent[];
  readonly needs: ProfileNeeds;
  readonly extensions?: Extensions;
}

export interface PackageComponent {
  readonly name: string;
  /** Margo component properties as written, but for `wait` (always a boolean) and chart versions (with `+`, not `_`). */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly extensions?: Extensions;
}

export interface PackageParameter {
  /** The default; a parameter without one must be given before a deployment. */
  readonly value?: PlainValue;
  /** `ENV.NAME` is normalised to `NAME` for compose and process components. */
  readonly targets: readonly ParameterTarget[];
}

export interface ParameterSetting {
  readonly label: string;
  readonly description?: string;
  readonly immutable: boolean;
  readonly rule: ParameterRule;
}

/** Margo's configuration schema of one setting. */
export interface ParameterRule {
  readonly name: string;
  readonly dataType: string;
  readonly allowEmpty: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly regexMatch?: string;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly minPrecision?: number;
  readonly maxPrecision?: number;
  readonly options?: readonly (string | number | boolean)[];
  readonly multiselect?: boolean;
}

/** `requiredResources` and `deviceConstraints` in one form. Quantities are in bytes. */
export interface ProfileNeeds {
  readonly cores?: number;
  readonly architectures?: readonly string[];
  readonly memoryBytes?: number;
  readonly storageBytes?: number;
  readonly peripherals: readonly {
    readonly type: string;
    readonly manufacturer?: string;
    readonly model?: string;
  }[];
  readonly interfaces: readonly { readonly type: string }[];
  /** One of these must hold; none means no such need. */
  readonly eligibility: readonly EligibilityRule[];
}

/** Expressions that must all hold (both selectors of one Margo rule together). */
export interface EligibilityRule {
  readonly expressions: readonly MatchExpression[];
}

export type MatchOperator =
  | 'In'
  | 'NotIn'
  | 'Exists'
  | 'DoesNotExist'
  | 'Gt'
  | 'Lt'
  | 'ContainsAll'
  | 'ContainsAny';

export interface MatchExpression {
  readonly on: 'properties' | 'labels';
  /** JSON Pointer (RFC 6901) into the host's properties (or into the item of a list), or a label's key. */
  readonly key: string;
  readonly operator: MatchOperator;
  readonly values?: readonly (string | number | boolean)[];
  /** Expressions over the items of a list, for ContainsAll and ContainsAny. */
  readonly itemSelector?: readonly MatchExpression[];
}
