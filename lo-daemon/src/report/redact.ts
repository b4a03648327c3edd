/** What looks like a secret by its form: tokens of GitHub, authorization values, passwords in addresses, keys. */
const PATTERNS: readonly RegExp[] = [
  /\bgh[pousr]_[A-Za-z0-9]{16,}\b/g,
  /\bgithub_pat_[A-Za-z0-9_]{20,}\b/g,
  /\b(?:Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi,
  /(?<=:\/\/)[^\s/@]+@/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gs,
];

const secrets = new Set<string>();
const SHORTEST_SECRET = 8;

/** Makes a secret known, so that it never leaves the process in a log or a report, in plain, base64, JSON or URL form; its lines too. */
export function registerSecret(secret: string): void {
  for (const text of [secret, ...secret.split(/[\r\n]+/)]) {
    if (text.length < SHORTEST_SECRET) continue;
    secrets.add(text);
    secrets.add(encodeURIComponent(text));
    secrets.add(Buffer.from(text, 'utf8').toString('base64'));
    // As messages quote it.
    secrets.add(JSON.stringify(text).slice(1, -1));
  }
}

/** Text without known secrets and without what looks like one. */
export function redact(text: string): string {
  let safe = text;
  for (const secret of secrets) safe = safe.replaceAll(secret, '[redacted]');
  for (const pattern of PATTERNS) safe = safe.replace(pattern, '[redacted]');
  return safe;
}
