import { readFile } from 'node:fs/promises';

/** Version of colo, from this workspace's package.json, which lies beside dist/. */
export async function readVersion(): Promise<string> {
  const text = await readFile(new URL('../../../../package.json', import.meta.url), 'utf8');
  const parsed: unknown = JSON.parse(text);
  const isKnown = typeof parsed === 'object' && parsed !== null && 'version' in parsed;
  return isKnown && typeof parsed.version === 'string' ? parsed.version : 'unknown';
}
