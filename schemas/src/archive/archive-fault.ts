import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic, startOf } from '../documents/make-diagnostic.ts';
import { toSafeText } from '../text/to-safe-text.ts';

/** Longest path that a message shows. */
const SHOWN = 200;

type ArchiveCode =
  | 'MARGO_ARCHIVE_UNREADABLE'
  | 'MARGO_ARCHIVE_TOO_LARGE'
  | 'MARGO_ARCHIVE_PATH'
  | 'MARGO_ARCHIVE_ENTRY';

/** What ends the reading of an archive: nothing behind it can be trusted. Never leaves `openArchive`. */
export class ArchiveFault extends Error {
  readonly code: ArchiveCode;

  constructor(code: ArchiveCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A fault of an archive as a whole. `what` goes on after "the archive NAME". */
export function describeArchiveFault(code: ArchiveCode, file: string, what: string): Diagnostic {
  return makeDiagnostic(code, `the archive ${toSafeText(file, SHOWN)} ${what}`, startOf(file));
}

/** A fault of one entry, whose path is part of the place. `what` goes on after "PATH in the archive NAME". */
export function describeEntryFault(code: ArchiveCode, file: string, path: string, what: string): Diagnostic {
  const shown = toSafeText(path, SHOWN);
  const message = `${shown} in the archive ${toSafeText(file, SHOWN)} ${what}`;
  return makeDiagnostic(code, message, startOf(`${file}/${shown}`));
}
