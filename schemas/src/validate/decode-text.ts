import type { ReadResult } from '../documents/diagnostic.ts';
import { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';

/** The text of a file; bytes that are not UTF-8 are a fault and never replaced silently. */
export function decodeText(bytes: Uint8Array, options: { readonly file: string }): ReadResult<string> {
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes), warnings: [] };
  } catch (error) {
    // WHATWG Encoding: a fatal decoder throws a TypeError for bytes that are no UTF-8.
    if (!(error instanceof TypeError)) throw error;
    const message = 'the file is not UTF-8 text';
    return { ok: false, diagnostics: [makeDiagnostic('DOCUMENT_NOT_TEXT', message, startOf(options.file))] };
  }
}
