import type { Diagnostic, ReadResult } from '../../documents/diagnostic.ts';
import { makeDiagnostic } from '../../documents/make-diagnostic.ts';
import { makeDesiredStateForm } from '../../documents/read-desired-state.ts';
import { checkDocument } from '../../documents/read-document.ts';
import { API_VERSION } from '../../documents/schema/check-header.ts';
import { MAX_DIAGNOSTICS } from '../../documents/yaml/limits.ts';
import type { DesiredState } from '../../generated/desired-state.ts';
import { findConflicts, findOtherSites } from './find-conflicts.ts';
import { foldDeployments, groupById } from './fold-deployments.ts';
import {
  annotationPath,
  type FactName,
  factNames,
  type MargoDeployment,
  toAnnotation,
} from './margo-deployment.ts';
import { readMargoDeployments } from './read-deployments.ts';
import { tracePlaces } from './trace-places.ts';

/** One file of Margo documents. */
export interface MargoFile {
  /** Name for messages. */
  readonly file: string;
  /** Content, of unknown origin. */
  readonly text: string;
}

/** Facts for the documents that do not say them. */
export type AssumedFacts = Readonly<Partial<Record<FactName, string>>>;

/**
 * Folds Margo `ApplicationDeployment` documents of one site into its desired state: one entry for each deployment, its
 * hosts sorted, with hostParameters where a host differs. Faults are told at the line of the document that has them.
 */
export function importDeployments(
  files: readonly MargoFile[],
  assumed: AssumedFacts,
): ReadResult<DesiredState> {
  const read = files.map(({ file, text }) => readMargoDeployments(text, { file }));
  const broken = read.flatMap((each) => (each.ok ? [] : each.diagnostics));
  if (broken.length > 0) return { ok: false, diagnostics: broken };
  const deployments = read
    .flatMap((each) => (each.ok ? each.value : []))
    .map((each) => assume(each, assumed));
  const faults = [
    ...deployments.flatMap(listMissing),
    ...findOtherSites(deployments),
    ...groupById(deployments).flatMap(findConflicts),
  ];
  if (faults.length > 0) return { ok: false, diagnostics: faults.slice(0, MAX_DIAGNOSTICS) };
  const result = foldSite(deployments, assumed);
  if (!result.ok) return result;
  const warnings = [...read.flatMap((each) => (each.ok ? each.warnings : [])), ...result.warnings];
  return { ...result, warnings };
}

function foldSite(deployments: readonly MargoDeployment[], assumed: AssumedFacts): ReadResult<DesiredState> {
  const folded = foldDeployments(deployments);
  const value = {
    apiVersion: API_VERSION,
    kind: 'DesiredState',
    metadata: { site: deployments[0]?.facts.site ?? assumed.site ?? '' },
    spec: { deployments: folded.map(({ entry }) => entry) },
  };
  return checkDocument(tracePlaces(value, folded), makeDesiredStateForm(undefined));
}

function assume(deployment: MargoDeployment, assumed: AssumedFacts): MargoDeployment {
  return { ...deployment, facts: { ...assumed, ...deployment.facts } };
}

function listMissing({ facts, parsed }: MargoDeployment): readonly Diagnostic[] {
  return factNames.flatMap((name) => {
    if (facts[name] !== undefined) return [];
    const message = `the document does not say the ${name.replace('-', ' ')}, which a desired state needs`;
    const fix = `Add the annotation ${toAnnotation(name)}, or give it with --assume ${name}=….`;
    const spot = parsed.locate(annotationPath(name));
    return [makeDiagnostic('MARGO_DEPLOYMENT_INCOMPLETE', message, spot, { fix })];
  });
}
