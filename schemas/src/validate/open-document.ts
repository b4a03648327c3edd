import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';
import { checkDocument, type DocumentForm } from '../documents/read-document.ts';
import { MAX_DOCUMENT_BYTES } from '../documents/yaml/limits.ts';
import { parseYaml } from '../documents/yaml/parse-yaml.ts';
import type { ParsedYaml } from '../documents/yaml/parsed-yaml.ts';
import { decodeText } from './decode-text.ts';
import type { RepoReader } from './repo-reader.ts';

/** A document of a tree with the places of its values, for checks across documents. */
export interface OpenedDocument<T> {
  readonly value: T | undefined;
  readonly parsed: ParsedYaml | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a document of a tree; a missing one is a fault. */
export async function openDocument<T>(
  reader: RepoReader,
  file: string,
  form: DocumentForm<T>,
): Promise<OpenedDocument<T>> {
  const size = await reader.size?.(file);
  if (size !== undefined && size > MAX_DOCUMENT_BYTES) {
    const message = `the document is larger than ${MAX_DOCUMENT_BYTES} bytes`;
    return close([makeDiagnostic('DOCUMENT_TOO_LARGE', message, startOf(file))]);
  }
  const bytes = await reader.read(file);
  if (bytes === undefined) {
    const message = `${file} is missing`;
    return close([makeDiagnostic('TREE_DOCUMENT_MISSING', message, startOf(file))]);
  }
  const text = decodeText(bytes, { file });
  if (!text.ok) return close(text.diagnostics);
  const parsed = parseYaml(text.value, { file });
  if (!parsed.ok) return close(parsed.diagnostics);
  const read = checkDocument(parsed.value, form);
  if (!read.ok) return close(read.diagnostics);
  return { value: read.value, parsed: parsed.value, diagnostics: read.warnings };
}

function close(diagnostics: readonly Diagnostic[]): OpenedDocument<never> {
  return { value: undefined, parsed: undefined, diagnostics };
}
