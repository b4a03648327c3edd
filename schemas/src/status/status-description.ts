import { toSafeText } from '../text/to-safe-text.ts';
import { type ReportedOutcome, reportedOutcomes } from './status-state.ts';

/** GitHub refuses a longer description of a commit status, in characters. */
const MAX_STATUS_DESCRIPTION_LENGTH = 140;

const MAX_VERSION_LENGTH = 128;
const VERSION = /^[0-9A-Za-z][0-9A-Za-z.+_-]*$/;
const LINE =
  /^(?<outcome>[a-z]+)(?: (?<version>[0-9A-Za-z][0-9A-Za-z.+_-]*))?(?: \[(?<digest>[0-9a-f]{12})\])?(?:: (?<detail>.+))?$/u;

/** What the description of a commit status says: `installed 1.1 [ab12cd34ef56]: running`. */
export interface StatusDescription {
  readonly outcome: ReportedOutcome;
  /** Version that the outcome is about. */
  readonly version?: string;
  /** Package digest (`sha256:…`), or its first 12 digits where it was read back. */
  readonly digest?: string;
  /** For people: one sentence, from colo or from a node. */
  readonly detail?: string;
}

/**
 * One line of at most 140 code points. The outcome, version and digest always stand in full; the detail is stripped of
 * what could act on a terminal and cut with `…`.
 */
export function formatStatusDescription(description: StatusDescription): string {
  const { outcome, version, digest, detail } = description;
  const head = [
    outcome,
    ...(version !== undefined && version.length <= MAX_VERSION_LENGTH / 2 && VERSION.test(version)
      ? [version]
      : []),
    ...(digest === undefined ? [] : shortDigits(digest)),
  ].join(' ');
  const text = toSafeText(detail ?? '', MAX_STATUS_DESCRIPTION_LENGTH - head.length - ': '.length);
  return text === '' ? head : `${head}: ${text}`;
}

/** Reads a description back; undefined for text that LO would not write. */
export function parseStatusDescription(text: string): StatusDescription | undefined {
  // A code point takes at most two of a string's units: a huge text is told by its length alone.
  if (text.length > 2 * MAX_STATUS_DESCRIPTION_LENGTH) return undefined;
  if ([...text].length > MAX_STATUS_DESCRIPTION_LENGTH) return undefined;
  const groups = LINE.exec(text)?.groups;
  const outcome = reportedOutcomes.find((word) => word === groups?.['outcome']);
  if (groups === undefined || outcome === undefined) return undefined;
  const { version, digest, detail } = groups;
  return {
    outcome,
    ...(version === undefined ? {} : { version }),
    ...(digest === undefined ? {} : { digest }),
    ...(detail === undefined ? {} : { detail }),
  };
}

function shortDigits(digest: string): readonly string[] {
  const digits = /^(?:sha256:)?(?<digits>[0-9a-f]{12})/.exec(digest)?.groups?.['digits'];
  return digits === undefined ? [] : [`[${digits}]`];
}
