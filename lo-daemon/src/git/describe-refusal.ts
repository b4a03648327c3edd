import type { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import type { RefusalRecord } from '../store/revision.ts';

const MAX_MESSAGE = 500;

/** The record of a revision that is not adopted, and why. */
export function describeRefusal(commit: string, statusCommit: string, error: ColoError): RefusalRecord {
  const { file, line, column } = error.place;
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}:${column ?? 1}`}: `;
  return {
    commit,
    statusCommit,
    code: error.code,
    message: toSafeText(`${place}${error.message}`, MAX_MESSAGE),
    fix: toSafeText(error.fix, MAX_MESSAGE),
    at: new Date().toISOString(),
  };
}
