import type { Diagnostic, ReadResult } from '../documents/diagnostic.ts';
import { checkBeyond } from '../documents/mend/check-beyond.ts';
import type { JsonSchema } from '../documents/schema/compile-schema.ts';
import { compareSpots, validateAgainst } from '../documents/schema/validate-against.ts';
import { parseYaml } from '../documents/yaml/parse-yaml.ts';
import type { ParsedYaml } from '../documents/yaml/parsed-yaml.ts';
import { margoPackage202410Schema } from '../generated/margo-package-2024-10.ts';
import { margoPackage202502Schema } from '../generated/margo-package-2025-02.ts';
import { margoPackagePr1Schema } from '../generated/margo-package-pr1.ts';
import { margoPackageRc2Schema } from '../generated/margo-package-rc2.ts';
import { margoPackageRc3Schema } from '../generated/margo-package-rc3.ts';
import type { AppPackage, MargoDialect } from './app-package.ts';
import { checkRuleWords } from './check/check-rule-words.ts';
import { checkSlips } from './check/check-slips.ts';
import { checkSource } from './check/check-source.ts';
import { judgeDeviation, type MargoMode, type ModeOption } from './check/deviations.ts';
import { listDoubtfulDefaults } from './check/list-doubtful-defaults.ts';
import { detectDialect } from './detect-dialect.ts';
import { type Fault, toDiagnostic } from './fault.ts';
import { findMisplacedId } from './find-misplaced-id.ts';
import { findTemplateLines, findTemplateValues } from './find-templates.ts';
import { buildPackage } from './normalize/build-package.ts';
import type { MargoSource } from './normalize/margo-source.ts';
import { readInLikelyDialect } from './read-in-likely-dialect.ts';

const schemas: Readonly<Record<MargoDialect, JsonSchema>> = {
  '2024-10': margoPackage202410Schema,
  '2025-02': margoPackage202502Schema,
  pr1: margoPackagePr1Schema,
  rc2: margoPackageRc2Schema,
  rc3: margoPackageRc3Schema,
};

export interface ReadPackageOptions extends ModeOption {
  readonly file: string;
}

/**
 * Reads a `margo.yaml`, in whichever dialect it is written, into one model that says which it was. Everything wrong is
 * reported at once, each fault with its line and column.
 *
 * @param text content of the file, of unknown origin
 * @param options.file name for messages
 * @param options.mode how departures from Margo's text are judged; default: `standard`
 */
export function readPackage(text: string, options: ReadPackageOptions): ReadResult<AppPackage> {
  const { mode = 'standard' } = options;
  const parsed = parseYaml(text, options);
  if (!parsed.ok) {
    const templates = findTemplateLines(text, options.file);
    return templates.length > 0 ? { ok: false, diagnostics: templates } : parsed;
  }
  const detected = detectDialect(parsed.value.value);
  if (detected.kind === 'unknown') {
    const { because, path, fix } = detected;
    const message = `the form of margo.yaml cannot be told: ${because}`;
    const fault = {
      code: 'MARGO_DIALECT_UNKNOWN',
      path,
      message,
      ...(fix === undefined ? {} : { fix }),
    } as const;
    const others = readInLikelyDialect(parsed.value, (meant, likely) => {
      const read = readNearest(meant, likely, mode);
      return read.ok ? read.warnings : read.diagnostics;
    });
    return { ok: false, diagnostics: inOrder([toDiagnostic(fault, parsed.value), ...others]) };
  }
  const result = readNearest(parsed.value, detected, mode);
  if (result.ok || countErrors(result) < 2) return result;
  // What fits another dialect in all but the place of its id is one fault.
  const misplaced = findMisplacedId(parsed.value, (moved, dialect) => readDialect(moved, dialect, mode).ok);
  return misplaced === undefined ? result : { ok: false, diagnostics: [misplaced] };
}

/** Where no key tells which of two dialects it is, the one with the fewest faults. */
function readNearest(
  parsed: ParsedYaml,
  { dialect, otherwise }: { readonly dialect: MargoDialect; readonly otherwise?: MargoDialect },
  mode: MargoMode,
): ReadResult<AppPackage> {
  const result = readDialect(parsed, dialect, mode);
  if (result.ok || otherwise === undefined) return result;
  const other = readDialect(parsed, otherwise, mode);
  return other.ok || (dialect === 'rc2' && countErrors(other) < countErrors(result)) ? other : result;
}

function countErrors(result: ReadResult<AppPackage>): number {
  if (result.ok) return 0;
  return result.diagnostics.filter(({ severity }) => severity === 'error').length;
}

function readDialect(parsed: ParsedYaml, dialect: MargoDialect, mode: MargoMode): ReadResult<AppPackage> {
  const { value } = parsed;
  const templates = diagnose(findTemplateValues(value), parsed);
  // None of these harms a further check; all else must fit the schema first.
  const departures = [...checkRuleWords(value), ...checkSlips(value)];
  const early = [...templates, ...judge(departures, dialect, mode, parsed)];
  const structural = withoutPlaces(validateAgainst(schemas[dialect], parsed), diagnose(departures, parsed));
  if (structural.length > 0) {
    const told = [...early, ...withoutPlaces(structural, templates)];
    const beyond = checkBeyond(schemas[dialect], parsed, (mended, touched) => {
      const source = toSource(mended.value, dialect);
      const doubtful = listDoubtfulDefaults(source, touched);
      const found = judge(checkSource(source), dialect, mode, mended);
      return found.filter(({ code, pointer }) => code !== 'MARGO_DEFAULT_REFUSED' || !doubtful.has(pointer));
    });
    return { ok: false, diagnostics: inOrder([...told, ...withoutPlaces(beyond, told)]) };
  }
  const source = toSource(value, dialect);
  const found = [...early, ...withoutPlaces(judge(checkSource(source), dialect, mode, parsed), templates)];
  if (found.some((diagnostic) => diagnostic.severity === 'error'))
    return { ok: false, diagnostics: inOrder(found) };
  return { ok: true, value: buildPackage(source), warnings: inOrder(found) };
}

function diagnose(faults: readonly Fault[], parsed: ParsedYaml): readonly Diagnostic[] {
  return faults.map((fault) => toDiagnostic(fault, parsed));
}

/** Diagnostics as the mode has them; what it lets pass in silence is left out. */
function judge(
  faults: readonly Fault[],
  dialect: MargoDialect,
  mode: MargoMode,
  parsed: ParsedYaml,
): readonly Diagnostic[] {
  return faults.flatMap((fault) => {
    const verdict = judgeDeviation(fault.code, dialect, mode);
    if (verdict === 'off') return [];
    return [toDiagnostic(verdict === undefined ? fault : { ...fault, severity: verdict }, parsed)];
  });
}

/** trust boundary: the value passed the schema of its dialect, but for extra words of rules, `wait` as a text and times. */
function toSource(value: unknown, dialect: MargoDialect): MargoSource {
  return { dialect, document: value } as MargoSource;
}

/** What is not said yet about a place: the early checks say more than the schema. */
function withoutPlaces(
  diagnostics: readonly Diagnostic[],
  said: readonly Diagnostic[],
): readonly Diagnostic[] {
  const pointers = new Set(said.map((diagnostic) => diagnostic.pointer));
  return diagnostics.filter((diagnostic) => !pointers.has(diagnostic.pointer));
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(compareSpots);
}
