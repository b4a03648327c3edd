import type { Diagnostic } from '../../documents/diagnostic.ts';
import { obeys } from '../../documents/read-document.ts';
import { compareSpots, validateAgainst } from '../../documents/schema/validate-against.ts';
import type { ParsedYaml } from '../../documents/yaml/parsed-yaml.ts';
import { toDiagnostic } from '../fault.ts';
import { findTemplateValues } from '../find-templates.ts';
import { isRecord } from '../is-record.ts';
import type { DocumentForm } from './document-form.ts';
import type { MargoFacts } from './margo-document.ts';

export interface Judgement {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined where the document's shape is wrong. */
  readonly facts?: MargoFacts;
}

/**
 * Checks a document against the form that was detected.
 *
 * @param kindFault the fault of its `kind`, where that is wrong and the rest tells what is meant
 */
export function judgeDocument<T>(
  parsed: ParsedYaml,
  form: DocumentForm<T>,
  kindFault: Diagnostic | undefined,
): Judgement {
  const early = [
    ...(kindFault === undefined ? [] : [kindFault]),
    ...findTemplateValues(parsed.value).map((fault) => toDiagnostic(fault, parsed)),
  ];
  const meant = kindFault === undefined ? parsed.value : withKind(parsed.value, form.word);
  const said = new Set(early.map(({ pointer }) => pointer));
  const structural = validateAgainst(form.schema, { ...parsed, value: meant })
    .filter(({ pointer }) => !said.has(pointer))
    .map((diagnostic) => withFix(diagnostic, form.fixes?.[diagnostic.pointer]));
  if (structural.length > 0 || !obeys<T>(form.schema, meant))
    return { diagnostics: inOrder([...early, ...structural]) };
  const found = form.check(meant).map((fault) => toDiagnostic(fault, parsed));
  return { diagnostics: inOrder([...early, ...found]), facts: form.describe(meant) };
}

function withFix(diagnostic: Diagnostic, fix: string | undefined): Diagnostic {
  return fix === undefined || diagnostic.code !== 'DOCUMENT_INVALID' ? diagnostic : { ...diagnostic, fix };
}

function withKind(value: unknown, kind: string): unknown {
  return isRecord(value) ? { ...value, kind } : value;
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(compareSpots);
}
