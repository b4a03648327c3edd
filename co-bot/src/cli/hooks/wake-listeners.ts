import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { toSafeText } from '@colo/schemas/text';
import type { Repository } from '../git/find-repository.ts';
import { readSettings } from '../git/read-settings.ts';
import type { CliIo } from '../program/cli-io.ts';

/** A push waits for this at most; a wake-up is a hint, and whoever misses it polls. */
const TIMEOUT_MS = 3000;

/** Settings of the bare repository that say whom a push wakes. Git's own configuration: no push can change it. */
export const WAKE_URL = 'colo.wakeUrl';
export const WAKE_SECRET = 'colo.wakeSecretFile';

/** Loopback, or encrypted: the signature does not hide that a push happened. */
export function isWakeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (
    protocol === 'https:' || (protocol === 'http:' && /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(hostname))
  );
}

/** Sends a signed "poll now" (docs/lo.md, "Being woken") to every address of the settings. Returns what did not work. */
export async function wakeListeners(repository: Repository, io: CliIo): Promise<readonly string[]> {
  const urls = await readSettings(repository, WAKE_URL, io);
  if (urls.length === 0) return [];
  const [file] = await readSettings(repository, WAKE_SECRET, io);
  if (file === undefined) return [`${WAKE_SECRET} is not set`];
  const secret = (await readFile(file, 'utf8')).trim();
  const signature = `sha256=${createHmac('sha256', secret).update('').digest('hex')}`;
  const problems = await Promise.all(urls.map((url) => wake(url, signature)));
  return problems.flatMap((problem) => problem ?? []);
}

async function wake(url: string, signature: string): Promise<string | undefined> {
  if (!isWakeUrl(url)) return `${toSafeText(url, 200)} is neither https nor on this machine`;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'X-Colo-Signature': signature },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return answer.ok ? undefined : `${toSafeText(url, 200)} answered ${answer.status}`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `${toSafeText(url, 200)} did not answer: ${toSafeText(reason, 200)}`;
  }
}
