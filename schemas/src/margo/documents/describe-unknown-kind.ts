import type { Diagnostic } from '../../documents/diagnostic.ts';
import { makeDiagnostic } from '../../documents/make-diagnostic.ts';
import type { ParsedYaml } from '../../documents/yaml/parsed-yaml.ts';
import { suggestWord } from '../../text/suggest-word.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import { isRecord } from '../is-record.ts';

/**
 * The fault of a document with a kind that is none of `known`.
 *
 * @param meant the kind that the rest of the document has the shape of
 */
export function describeUnknownKind(
  parsed: ParsedYaml,
  known: readonly string[],
  meant?: string,
): Diagnostic {
  const kind = isRecord(parsed.value) ? String(parsed.value['kind']) : '';
  const near = meant ?? suggestWord(kind, known);
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  const fix = near === undefined ? `Write one of the kinds ${known.join(', ')}.` : `Write ${near}.`;
  const message = `there is no kind ${toSafeText(kind, 60)}${hint}`;
  return makeDiagnostic('DOCUMENT_KIND_UNKNOWN', message, parsed.locate(['kind']), { fix });
}
