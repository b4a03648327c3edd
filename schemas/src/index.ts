export { createArchiveReader } from './archive/create-archive-reader.ts';
export { findArchiveRoot } from './archive/find-archive-root.ts';
export { type ArchiveFile, isArchivePath, MAX_ARCHIVE_BYTES, openArchive } from './archive/open-archive.ts';
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
export { writeActualState } from './documents/actual-state-envelope.ts';
export type { Diagnostic, ReadResult } from './documents/diagnostic.ts';
export { diagnosticsToError } from './documents/diagnostics-to-error.ts';
export { formatDiagnostic } from './documents/format-diagnostic.ts';
export { formatPointer, type PathStep, parsePointer } from './documents/json-pointer.ts';
export { type DiagnosticOptions, makeDiagnostic, type Spot, startOf } from './documents/make-diagnostic.ts';
export { readActualState } from './documents/read-actual-state.ts';
export { readCoConfig } from './documents/read-co-config.ts';
export { readDesiredState } from './documents/read-desired-state.ts';
export type { ReadOptions, ReadSiteOptions } from './documents/read-document.ts';
export { readEvent } from './documents/read-event.ts';
export { readFleetPolicy } from './documents/read-fleet-policy.ts';
export { readLoConfig } from './documents/read-lo-config.ts';
export { readSite } from './documents/read-site.ts';
export { API_VERSION } from './documents/schema/check-header.ts';
export { compileSchema, type JsonSchema } from './documents/schema/compile-schema.ts';
export { validateAgainst } from './documents/schema/validate-against.ts';
export { writeDocument, type YamlDocument } from './documents/write-document.ts';
export { MAX_DOCUMENT_BYTES } from './documents/yaml/limits.ts';
export { type ForeignYaml, parseForeignYaml } from './documents/yaml/parse-foreign-yaml.ts';
export { type ParseYamlOptions, parseYaml } from './documents/yaml/parse-yaml.ts';
export type { ParsedYaml } from './documents/yaml/parsed-yaml.ts';
export { ColoError, type ColoErrorOptions, isColoError, type Place } from './errors/colo-error.ts';
export type { ErrorDefinition, ErrorKind } from './errors/error-definition.ts';
export { type ErrorCode, errorTable } from './errors/error-table.ts';
export { exitCodeMeanings } from './errors/exit-codes.ts';
export { explainCode, isErrorCode } from './errors/explain-code.ts';
export { describePlace, type FormatErrorOptions, formatColoError } from './errors/format-colo-error.ts';
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
  SecretReference,
} from './generated/desired-state.ts';
export type { Event, EventHostApplication, RetryRequest } from './generated/event.ts';
export type { FleetPolicy, PackagePolicy, PolicyLevel, SiteGroup } from './generated/fleet-policy.ts';
export type { ComposeGuard, Credential, LoConfig, SecretConfig, SecretGrant } from './generated/lo-config.ts';
export type { Host, HostCapabilities, Site } from './generated/site.ts';
export type * from './margo/app-package.ts';
export { type ModeOption, modeOf } from './margo/check/deviations.ts';
export type { CheckContentOptions } from './margo/check-content-options.ts';
export { checkImmutables } from './margo/check-immutables.ts';
export { checkPackageContent } from './margo/check-package-content.ts';
export { checkParameterValue } from './margo/check-parameter-value.ts';
export { checkVariableName } from './margo/check-variable-name.ts';
export { chooseProfile, type ProfileChoice } from './margo/choose-profile.ts';
export { type ConvertedPackage, convertPackage } from './margo/convert/convert-package.ts';
export type { MargoTarget } from './margo/convert/margo-target.ts';
export {
  type ExportedDeployment,
  type ExportOptions,
  exportDeployments,
} from './margo/deployment/export-deployments.ts';
export {
  type AssumedFacts,
  importDeployments,
  type MargoFile,
} from './margo/deployment/import-deployments.ts';
export { type FactName, factNames } from './margo/deployment/margo-deployment.ts';
export { compareDocuments, joinFindings } from './margo/documents/compare-documents.ts';
export { describeUnknownKind } from './margo/documents/describe-unknown-kind.ts';
export { margoKinds } from './margo/documents/detect-document.ts';
export type { MargoDocument } from './margo/documents/margo-document.ts';
export { readComposeDocument } from './margo/documents/read-compose-document.ts';
export { type MargoReport, readMargoDocument } from './margo/documents/read-margo-document.ts';
export { findTemplateLines } from './margo/find-templates.ts';
export { type ComponentReference, listComponentFiles } from './margo/list-component-files.ts';
export type { PackageContent, PackageFile } from './margo/package-content.ts';
export { parseParameterText } from './margo/parse-parameter-text.ts';
export { formatQuantity, parseQuantity } from './margo/parse-quantity.ts';
export { parseTimeout } from './margo/parse-timeout.ts';
export { readPackage } from './margo/read-package.ts';
export { AGE_FOLDER, isAgeFileName, MAX_AGE_FILE_BYTES } from './names/age-file.ts';
export { isName, isSecretName, isSiteName, MAX_NAME_LENGTH } from './names/is-name.ts';
export { computePlan, isNoop, type PlanRequest } from './plan/compute-plan.ts';
export type { HostPlan, SitePlan } from './plan/plan.ts';
export type { DeployRequest, RenderedSite, Requester } from './render/deploy-request.ts';
export { makeDeploymentId } from './render/deployment-id.ts';
export { clearHold, type HoldRequest, setHold } from './render/hold.ts';
export { type RemoveRequest, removeApplication } from './render/remove-application.ts';
export { renderDeploy } from './render/render-deploy.ts';
export { type RestoreRequest, restoreDeployments } from './render/restore-deployments.ts';
export { resolveHosts } from './resolve/resolve-hosts.ts';
export type * from './resolve/resolved.ts';
export { listSecretUses, type SecretUse, sealComponent } from './resolve/seal-component.ts';
export { isSecretReference, type PlainValue } from './resolve/secret-reference.ts';
export { matchesGlob } from './selectors/glob.ts';
export { MAX_SELECTOR_LENGTH, parseSelector } from './selectors/parse-selector.ts';
export { explainSelector, selectTargets, type TermExplanation } from './selectors/select-targets.ts';
export type { SelectedSite, Selector, SelectorPart, SelectorTerm } from './selectors/selector.ts';
export { isInGroup, listSiteGroups } from './selectors/site-groups.ts';
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
export { suggestWord } from './text/suggest-word.ts';
export { toSafeMarkdown } from './text/to-safe-markdown.ts';
export { toSafeText } from './text/to-safe-text.ts';
export { createSitesCheck, type SitesCheckOptions, type SitesReport } from './validate/check-sites.ts';
export { decodeText } from './validate/decode-text.ts';
export type { SiteFiles } from './validate/list-sites.ts';
export { type LoadedPackage, loadPackage } from './validate/load-package.ts';
export { loadPackageContent } from './validate/load-package-content.ts';
export { MAX_PACKAGE_BYTES, MAX_PACKAGE_FILES } from './validate/package-bounds.ts';
export { type PackageFolder, packageFolder, parsePackageFolder } from './validate/package-folder.ts';
export { type RepoEntry, type RepoReader, walkTree } from './validate/repo-reader.ts';
export { sortDiagnostics } from './validate/sort-diagnostics.ts';
export { type ValidateInfraOptions, validateInfraTree } from './validate/validate-infra-tree.ts';
export {
  type RegistryPackage,
  type RegistryValidation,
  type ValidateRegistryOptions,
  validateRegistryTree,
} from './validate/validate-registry-tree.ts';
