import type { ReadResult } from '../../documents/diagnostic.ts';
import { compareSpots } from '../../documents/schema/validate-against.ts';
import { parseYaml } from '../../documents/yaml/parse-yaml.ts';
import type { MargoDialect } from '../app-package.ts';
import { toDiagnostic } from '../fault.ts';
import { readPackage } from '../read-package.ts';
import { findLosses } from './find-losses.ts';
import type { MargoTarget } from './margo-target.ts';
import { writePackage } from './write-package.ts';

export interface ConvertedPackage {
  readonly from: MargoDialect;
  /** The `margo.yaml` in the other dialect. */
  readonly text: string;
}

/**
 * A `margo.yaml` of any dialect in another one. What is written reads back as the same package; where something has no
 * place in the other dialect, nothing is written and each such part is named with its line and column.
 */
export function convertPackage(
  text: string,
  options: { readonly file: string; readonly to: MargoTarget },
): ReadResult<ConvertedPackage> {
  const parsed = parseYaml(text, options);
  const read = readPackage(text, options);
  if (!read.ok) return read;
  if (!parsed.ok) return parsed;
  const losses = findLosses(read.value, options.to).map((fault) => toDiagnostic(fault, parsed.value));
  if (losses.length > 0) return { ok: false, diagnostics: [...losses].sort(compareSpots) };
  const written = writePackage(read.value, options.to);
  // Anchors, for example, are written out, which can make a document larger than readers take.
  const again = readPackage(written, { file: `${options.file} as ${options.to}` });
  if (!again.ok) return again;
  return { ok: true, value: { from: read.value.dialect, text: written }, warnings: read.warnings };
}
