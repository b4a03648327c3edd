import { digestText } from '../../digests/digest-text.ts';
import type { Diagnostic } from '../../documents/diagnostic.ts';
import type { ParsedYaml } from '../../documents/yaml/parsed-yaml.ts';
import type { ModeOption } from '../check/deviations.ts';
import { readPackage } from '../read-package.ts';
import { describeUnknownKind } from './describe-unknown-kind.ts';
import { detectDocument, margoKinds } from './detect-document.ts';
import { judgeDocument } from './judge-document.ts';
import type { MargoDocument, MargoFacts } from './margo-document.ts';

/** What came of a document of Margo. */
export interface MargoReport {
  /** For summaries: `DeploymentStatus a3e2f5dc-912e-494f-8395-52cf3769bc06, dialect rc2`. */
  readonly what: string;
  readonly diagnostics: readonly Diagnostic[];
  /** For comparing; undefined where its shape is wrong. */
  readonly document?: MargoDocument;
}

/**
 * Reads a document of Margo, of any kind and dialect, and says everything that is wrong with it.
 *
 * @param text its content, of unknown origin, of which `parsed` was made
 * @returns undefined where it is no document of Margo by its kind or its shape
 */
export function readMargoDocument(
  text: string,
  parsed: ParsedYaml,
  options: ModeOption = {},
): MargoReport | undefined {
  const detected = detectDocument(parsed.value);
  if (detected.kind === 'package') return reportPackage(text, parsed, options);
  if (detected.kind !== 'form') return undefined;
  return detected.form((form) => {
    const kindFault = detected.isKindKnown ? undefined : describeUnknownKind(parsed, margoKinds, form.word);
    const { diagnostics, facts } = judgeDocument(parsed, form, kindFault, options.mode ?? 'standard');
    const name = facts === undefined ? '' : ` ${nameOf(facts)}`;
    const what = `${form.kind}${name}${form.dialect === undefined ? '' : `, dialect ${form.dialect}`}`;
    return { what, diagnostics, ...toDocument(text, parsed, facts) };
  });
}

function reportPackage(text: string, parsed: ParsedYaml, options: ModeOption): MargoReport {
  const read = readPackage(text, { file: parsed.file, ...options });
  if (!read.ok) return { what: 'ApplicationDescription', diagnostics: read.diagnostics };
  const { id, version, dialect } = read.value;
  const what = `ApplicationDescription ${id} ${version}, dialect ${dialect}`;
  return {
    what,
    diagnostics: read.warnings,
    ...toDocument(text, parsed, { kind: 'ApplicationDescription', id }),
  };
}

function toDocument(
  text: string,
  parsed: ParsedYaml,
  facts: MargoFacts | undefined,
): { readonly document?: MargoDocument } {
  if (facts === undefined) return {};
  return { document: { facts, digest: digestText(text), locate: (path) => parsed.locate(path) } };
}

function nameOf(facts: MargoFacts): string {
  switch (facts.kind) {
    case 'DeploymentStatus':
      return `of ${facts.deploymentId}`;
    case 'ApplicationDeployment':
      return facts.id === '' ? 'without id' : facts.id;
    case 'DesiredStateManifest':
      return `version ${facts.version}`;
    default:
      return facts.id;
  }
}
