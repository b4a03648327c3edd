import type { Diagnostic } from '../../documents/diagnostic.ts';
import { formatPointer } from '../../documents/json-pointer.ts';
import { checkBeyond } from '../../documents/mend/check-beyond.ts';
import { obeys } from '../../documents/read-document.ts';
import { compareSpots, validateAgainst } from '../../documents/schema/validate-against.ts';
import type { ParsedYaml } from '../../documents/yaml/parsed-yaml.ts';
import type { MargoDialect } from '../app-package.ts';
import { judgeDeviation, type MargoMode } from '../check/deviations.ts';
import { type Fault, toDiagnostic } from '../fault.ts';
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
 * @param mode how departures from Margo's text are judged
 */
export function judgeDocument<T>(
  parsed: ParsedYaml,
  form: DocumentForm<T>,
  kindFault: Diagnostic | undefined,
  mode: MargoMode,
): Judgement {
  const slips = form.slips?.(parsed.value) ?? [];
  const early = [
    ...(kindFault === undefined ? [] : [kindFault]),
    ...findTemplateValues(parsed.value).map((fault) => toDiagnostic(fault, parsed)),
    ...judgeFaults(slips, form.dialect, mode, parsed),
  ];
  const meant = kindFault === undefined ? parsed.value : withKind(parsed.value, form.word);
  const said = new Set([
    ...early.map(({ pointer }) => pointer),
    ...slips.map(({ path }) => formatPointer(path)),
  ]);
  const structural = validateAgainst(form.schema, { ...parsed, value: meant })
    .filter(({ pointer }) => !said.has(pointer))
    .map((diagnostic) => withFix(diagnostic, form.fixes?.[diagnostic.pointer]));
  if (structural.length > 0 || !obeys<T>(form.schema, meant)) {
    const beyond = checkBeyond(form.schema, { ...parsed, value: meant }, (mended) =>
      obeys<T>(form.schema, mended.value)
        ? judgeFaults(form.check(mended.value), form.dialect, mode, mended)
        : [],
    ).filter(({ pointer }) => !said.has(pointer));
    return { diagnostics: inOrder([...early, ...structural, ...beyond]) };
  }
  const found = judgeFaults(form.check(meant), form.dialect, mode, parsed);
  return { diagnostics: inOrder([...early, ...found]), facts: form.describe(meant) };
}

/** Diagnostics as the mode has them; what it lets pass in silence is left out. */
function judgeFaults(
  faults: readonly Fault[],
  dialect: MargoDialect | undefined,
  mode: MargoMode,
  parsed: ParsedYaml,
): readonly Diagnostic[] {
  return faults.flatMap((fault) => {
    const verdict = dialect === undefined ? undefined : judgeDeviation(fault.code, dialect, mode);
    if (verdict === 'off') return [];
    return [toDiagnostic(verdict === undefined ? fault : { ...fault, severity: verdict }, parsed)];
  });
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
