/** Enough digits to tell digests of one fleet apart when people read them. */
const SHORT_DIGITS = 12;

/** `sha256:ab12cd34ef56…` for people; texts that are no digest stay as they are. */
export function shortenDigest(digest: string): string {
  const digits = /^sha256:(?<digits>[0-9a-f]{64})$/.exec(digest)?.groups?.['digits'];
  return digits === undefined ? digest : `sha256:${digits.slice(0, SHORT_DIGITS)}…`;
}
