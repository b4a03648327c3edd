import type { Diagnostic, ReadResult } from '../documents/diagnostic.ts';
import { compareSpots, validateAgainst } from '../documents/schema/validate-against.ts';
import { parseYaml } from '../documents/yaml/parse-yaml.ts';
import type { ParsedYaml } from '../documents/yaml/parsed-yaml.ts';
import { type MargoPackagePr1, margoPackagePr1Schema } from '../generated/margo-package-pr1.ts';
import { type MargoPackageRc3, margoPackageRc3Schema } from '../generated/margo-package-rc3.ts';
import type { AppPackage, MargoDialect } from './app-package.ts';
import { checkRuleWords } from './check/check-rule-words.ts';
import { checkSource } from './check/check-source.ts';
import { detectDialect } from './detect-dialect.ts';
import { toDiagnostic } from './fault.ts';
import { findTemplateLines, findTemplateValues } from './find-templates.ts';
import { buildPackage } from './normalize/build-package.ts';
import type { MargoSource } from './normalize/margo-source.ts';

/**
 * Reads a `margo.yaml` of preview release 1 or release candidate 3 into one model. Other dialects are refused by name.
 * Everything wrong is reported at once, each fault with its line and column.
 *
 * @param text content of the file, of unknown origin
 * @param options.file name for messages
 */
export function readPackage(text: string, options: { readonly file: string }): ReadResult<AppPackage> {
  const parsed = parseYaml(text, options);
  if (!parsed.ok) {
    const templates = findTemplateLines(text, options.file);
    return templates.length > 0 ? { ok: false, diagnostics: templates } : parsed;
  }
  const detected = detectDialect(parsed.value.value);
  if (detected.kind === 'readable') return readDialect(parsed.value, detected.dialect);
  const { because, path } = detected;
  if (detected.kind === 'unknown') {
    const message = `the form of margo.yaml cannot be told: ${because}`;
    return {
      ok: false,
      diagnostics: [toDiagnostic({ code: 'MARGO_DIALECT_UNKNOWN', path, message }, parsed.value)],
    };
  }
  const message = `margo.yaml is written in the dialect ${detected.name} (${because}), which is not read`;
  return {
    ok: false,
    diagnostics: [toDiagnostic({ code: 'MARGO_DIALECT_UNSUPPORTED', path, message }, parsed.value)],
  };
}

function readDialect(parsed: ParsedYaml, dialect: MargoDialect): ReadResult<AppPackage> {
  const templates = findTemplateValues(parsed.value).map((fault) => toDiagnostic(fault, parsed));
  const words = checkRuleWords(parsed.value).map((fault) => toDiagnostic(fault, parsed));
  const early = [...templates, ...words];
  const schema = dialect === 'pr1' ? margoPackagePr1Schema : margoPackageRc3Schema;
  // An unknown word of a rule is reported already and harms no further check; all else must fit the schema first.
  const structural = withoutPlaces(validateAgainst(schema, parsed), words);
  if (structural.length > 0) {
    return { ok: false, diagnostics: inOrder([...early, ...withoutPlaces(structural, templates)]) };
  }
  const source = toSource(parsed.value, dialect);
  const found = [...early, ...checkSource(source).map((fault) => toDiagnostic(fault, parsed))];
  if (found.some((diagnostic) => diagnostic.severity === 'error'))
    return { ok: false, diagnostics: inOrder(found) };
  return { ok: true, value: buildPackage(source), warnings: inOrder(found) };
}

/** trust boundary: the value passed the schema of its dialect, but for extra words of rules. */
function toSource(value: unknown, dialect: MargoDialect): MargoSource {
  if (dialect === 'pr1') return { dialect, document: value as MargoPackagePr1 };
  return { dialect, document: value as MargoPackageRc3 };
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
