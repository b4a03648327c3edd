export { applyOperations } from './diff/apply-operations.ts';
export { assumeInstalled } from './diff/assume-installed.ts';
export { computeDiff, type DiffRequest } from './diff/compute-diff.ts';
export { computeHostDiff, type HostDiffRequest } from './diff/compute-host-diff.ts';
export { isPresent, needsObservation, observedDigest } from './diff/inspect-component.ts';
export type { ComponentStep, Operation, OperationKind } from './diff/operation.ts';
export { canonicalJson } from './digests/canonical-json.ts';
export { compareCodePoints } from './digests/compare-code-points.ts';
export { type ComponentContent, digestComponent } from './digests/digest-component.ts';
export { digestPackage } from './digests/digest-package.ts';
export { shortenDigest } from './digests/shorten-digest.ts';
export type { Diagnostic, ReadResult } from './documents/diagnostic.ts';
export { ColoError, type ColoErrorOptions, isColoError, type Place } from './errors/colo-error.ts';
export type { ErrorDefinition, ErrorKind } from './errors/error-definition.ts';
export { type ErrorCode, errorTable } from './errors/error-table.ts';
export type {
  ActualState,
  AdoptedRevision,
  ApplicationState,
  AttemptRecord,
  ComponentState,
  HostState,
  InstalledRecord,
  ObservedRecord,
  QuarantineRecord,
} from './generated/actual-state.ts';
export type { CoConfig } from './generated/co-config.ts';
export type {
  Deployment,
  DesiredState,
  Hold,
  PackageSource,
  ParameterTarget,
  ParameterValue,
  ResolvedParameter,
} from './generated/desired-state.ts';
export type { Event, EventHostApplication, RetryRequest } from './generated/event.ts';
export type { FleetPolicy, SiteGroup } from './generated/fleet-policy.ts';
export type { ComposeGuard, Credential, LoConfig } from './generated/lo-config.ts';
export type { Host, HostCapabilities, Site } from './generated/site.ts';
export type * from './margo/app-package.ts';
export type { PackageContent, PackageFile } from './margo/package-content.ts';
export { isName, isSiteName, MAX_NAME_LENGTH } from './names/is-name.ts';
export type { HostPlan, SitePlan } from './plan/plan.ts';
export type * from './resolve/resolved.ts';
export { type DeploymentState, deploymentStates, isDeploymentState } from './status/deployment-state.ts';
export {
  formatStatusContext,
  MAX_STATUS_CONTEXT_LENGTH,
  parseStatusContext,
  type StatusSubject,
} from './status/status-context.ts';
export {
  formatStatusDescription,
  MAX_STATUS_DESCRIPTION_LENGTH,
  parseStatusDescription,
  type StatusDescription,
} from './status/status-description.ts';
export { type CommitStatusState, type ReportedOutcome, statusStateOf } from './status/status-state.ts';
export { worstState } from './status/worst-state.ts';
export type { RepoEntry, RepoReader } from './validate/repo-reader.ts';
