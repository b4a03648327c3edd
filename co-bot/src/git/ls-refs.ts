import { LS_REFS_TIMEOUT_MS } from './git-limits.ts';
import { authorizationOf, type Remote } from './remote.ts';

/** Object ids by full ref name. */
type Ids = ReadonlyMap<string, string>;

const FLUSH = '0000';
const LINE = /^(?<id>[0-9a-f]{40,64}) (?<name>\S+)$/u;

/**
 * The branches and tags that a forge has now, by one request and no process: `ls-refs` of gitprotocol-v2(5).
 *
 * @returns undefined when that cannot be found out in this way. A fetch can, or says why not.
 */
export async function listRemoteRefs(remote: Remote): Promise<Ids | undefined> {
  if (!/^https?:/u.test(remote.url)) return undefined;
  const authorization = await authorizationOf(remote);
  try {
    const response = await fetch(`${remote.url}/git-upload-pack`, {
      method: 'POST',
      headers: {
        authorization,
        'git-protocol': 'version=2',
        'content-type': 'application/x-git-upload-pack-request',
      },
      body: `${packetOf('command=ls-refs\n')}0001${packetOf('ref-prefix refs/heads/\n')}${packetOf('ref-prefix refs/tags/\n')}${FLUSH}`,
      // The token is for this address and for no other.
      redirect: 'error',
      signal: AbortSignal.timeout(LS_REFS_TIMEOUT_MS),
    });
    const text = await response.text();
    return response.ok ? parseRefs(text) : undefined;
  } catch {
    return undefined;
  }
}

function packetOf(line: string): string {
  return `${(line.length + 4).toString(16).padStart(4, '0')}${line}`;
}

/** Reads packets up to the flush; undefined where anything but refs comes first, or the answer ends before it. */
export function parseRefs(text: string): Ids | undefined {
  const bytes = Buffer.from(text);
  const refs = new Map<string, string>();
  for (let at = 0; at + 4 <= bytes.length; ) {
    const head = bytes.toString('latin1', at, at + 4);
    if (head === FLUSH) return refs;
    const length = /^[0-9a-f]{4}$/u.test(head) ? Number.parseInt(head, 16) : 0;
    if (length < 4 || at + length > bytes.length) return undefined;
    const groups = LINE.exec(bytes.toString('utf8', at + 4, at + length).trimEnd())?.groups;
    if (groups === undefined) return undefined;
    refs.set(groups['name'] ?? '', groups['id'] ?? '');
    at += length;
  }
  return undefined;
}
