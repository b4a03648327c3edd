/** Largest text that `PackageContent.readText` gives, in bytes. */
const MAX_TEXT_BYTES = 1024 * 1024;

const TEXT_NAME = /(?:\.(?:yaml|yml|json|env)|(?:^|\/)\.env)$/;

/** The text of a package's file. Text files that are no UTF-8 are data like any other; who needs one as a text says so. */
export function toContentText(path: string, bytes: Uint8Array): string | undefined {
  if (!TEXT_NAME.test(path) || bytes.byteLength > MAX_TEXT_BYTES) return undefined;
  const text = new TextDecoder('utf-8').decode(bytes);
  return text.includes('\ufffd') && !Buffer.from(text).equals(bytes) ? undefined : text;
}
