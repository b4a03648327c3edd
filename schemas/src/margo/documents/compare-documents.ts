import type { Diagnostic } from '../../documents/diagnostic.ts';
import type { PathStep } from '../../documents/json-pointer.ts';
import { makeDiagnostic } from '../../documents/make-diagnostic.ts';
import type { ErrorCode } from '../../errors/error-table.ts';
import { suggestWord } from '../../text/suggest-word.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type {
  DeploymentFacts,
  ManifestFacts,
  MargoDocument,
  MargoFacts,
  StatusFacts,
} from './margo-document.ts';

type Of<K extends MargoFacts['kind']> = MargoDocument & { readonly facts: Extract<MargoFacts, { kind: K }> };

/**
 * How documents that are given together contradict each other. A status and a state manifest are compared with the
 * deployments that they name by id, where these are among the documents; a deployment with the descriptions.
 *
 * @param isOrdered the documents stand in the order in which they came to be, so that versions must grow
 */
export function compareDocuments(
  documents: readonly MargoDocument[],
  options: { readonly isOrdered: boolean },
): readonly Diagnostic[] {
  const deployments = documents.filter(isOf('ApplicationDeployment'));
  const manifests = documents.filter(isOf('DesiredStateManifest'));
  const applications = documents.filter(isOf('ApplicationDescription')).map(({ facts }) => facts.id);
  return [
    ...deployments.flatMap((each) => checkApplication(each, applications)),
    ...documents.filter(isOf('DeploymentStatus')).flatMap((each) => checkStatus(each, deployments)),
    ...manifests.flatMap((each) => checkDigests(each, deployments)),
    ...(options.isOrdered ? checkVersions(manifests) : []),
  ];
}

/**
 * All that was found: of the documents by themselves, and of what they say of each other. A component that is misspelt
 * in a status is one fault; that the source of its error has the right name follows from it.
 */
export function joinFindings(
  alone: readonly Diagnostic[],
  compared: readonly Diagnostic[],
): readonly Diagnostic[] {
  const misspelt = new Set(
    compared
      .filter(({ code }) => code === 'MARGO_STATUS_COMPONENT_UNKNOWN')
      .map(({ file, pointer }) => `${file} ${pointer.replace(/\/name$/, '/error/source')}`),
  );
  const isFollowUp = ({ code, file, pointer }: Diagnostic): boolean =>
    code === 'MARGO_STATUS_SOURCE_WRONG' && misspelt.has(`${file} ${pointer}`);
  return [...alone.filter((each) => !isFollowUp(each)), ...compared];
}

function checkApplication(
  deployment: MargoDocument & { readonly facts: DeploymentFacts },
  applications: readonly string[],
): readonly Diagnostic[] {
  const { applicationId, applicationIdPath } = deployment.facts;
  if (applications.length === 0 || applications.includes(applicationId)) return [];
  const near = applications.length === 1 ? applications[0] : suggestWord(applicationId, applications);
  const shown = [...new Set(applications)].join(', ');
  const message = `the deployment is of ${applicationId}, the description beside it of ${toSafeText(shown, 300)}`;
  return [report('MARGO_APPLICATION_MISMATCH', message, deployment, applicationIdPath, near)];
}

function checkStatus(
  status: MargoDocument & { readonly facts: StatusFacts },
  deployments: readonly Of<'ApplicationDeployment'>[],
): readonly Diagnostic[] {
  const deployment = findDeployment(deployments, status.facts.deploymentId);
  if (deployment === undefined) return [];
  return [...checkSource(status, deployment), ...checkComponents(status, deployment)];
}

/** The error of a whole deployment has the deployment's name as its source. */
function checkSource(
  status: MargoDocument & { readonly facts: StatusFacts },
  { facts: { name } }: Of<'ApplicationDeployment'>,
): readonly Diagnostic[] {
  const { source } = status.facts;
  if (source === undefined || source === name) return [];
  const message = `the error has the source ${toSafeText(source, 80)}, but the deployment is named ${toSafeText(name, 80)}`;
  const path = ['status', 'error', 'source'];
  return [report('MARGO_STATUS_SOURCE_WRONG', message, status, path, toSafeText(name, 80))];
}

function checkComponents(
  status: MargoDocument & { readonly facts: StatusFacts },
  deployment: Of<'ApplicationDeployment'>,
): readonly Diagnostic[] {
  const told = status.facts.components;
  const wanted = deployment.facts.components;
  const unknown = [...told.entries()].filter(([, name]) => !wanted.includes(name));
  const meant = new Set<string>();
  const foreign = unknown.map(([index, name]) => {
    const near = suggestWord(
      name,
      wanted.filter((each) => !told.includes(each)),
    );
    if (near !== undefined) meant.add(near);
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    const message = `the deployment has no component ${toSafeText(name, 80)}${hint}`;
    return report('MARGO_STATUS_COMPONENT_UNKNOWN', message, status, ['components', index, 'name'], near);
  });
  // A misspelt name is one fault, not an unknown and a missing one.
  const missing = wanted.filter((name) => !told.includes(name) && !meant.has(name));
  if (missing.length === 0) return foreign;
  const message = `the status lacks ${missing.join(', ')} of its deployment`;
  return [...foreign, report('MARGO_STATUS_COMPONENT_MISSING', message, status, ['components'])];
}

function checkDigests(
  manifest: MargoDocument & { readonly facts: ManifestFacts },
  deployments: readonly Of<'ApplicationDeployment'>[],
): readonly Diagnostic[] {
  return [...manifest.facts.deployments.entries()].flatMap(([index, { id, digest }]) => {
    const deployment = findDeployment(deployments, id);
    if (deployment === undefined || deployment.digest === digest) return [];
    const message = `the document of deployment ${id} has the digest ${deployment.digest}`;
    return [
      report('MARGO_MANIFEST_DIGEST', message, manifest, ['deployments', index, 'digest'], deployment.digest),
    ];
  });
}

function checkVersions(manifests: readonly Of<'DesiredStateManifest'>[]): readonly Diagnostic[] {
  return [...manifests.entries()].flatMap(([index, manifest]) => {
    const previous = manifests[index - 1];
    const { version } = manifest.facts;
    if (previous === undefined || previous.digest === manifest.digest) return [];
    const before = previous.facts.version;
    if (version > before) return [];
    const message = `manifestVersion is ${version}, but that of the manifest before it is ${before}`;
    return [report('MARGO_MANIFEST_VERSION', message, manifest, ['manifestVersion'])];
  });
}

/** UUIDs are equal in either case (RFC 9562). */
function findDeployment(
  deployments: readonly Of<'ApplicationDeployment'>[],
  id: string,
): Of<'ApplicationDeployment'> | undefined {
  return deployments.find(({ facts }) => facts.id.toLowerCase() === id.toLowerCase());
}

function isOf<K extends MargoFacts['kind']>(kind: K): (document: MargoDocument) => document is Of<K> {
  return (document): document is Of<K> => document.facts.kind === kind;
}

function report(
  code: ErrorCode,
  message: string,
  document: MargoDocument,
  path: readonly PathStep[],
  word?: string,
): Diagnostic {
  return makeDiagnostic(
    code,
    message,
    document.locate(path),
    word === undefined ? {} : { fix: `Write ${word}.` },
  );
}
