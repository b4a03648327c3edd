import type { Diagnostic } from '../documents/diagnostic.ts';
import { makeDiagnostic } from '../documents/make-diagnostic.ts';
import type { ParsedYaml } from '../documents/yaml/parsed-yaml.ts';
import type { Host, Site } from '../generated/site.ts';

/** The transport of hosts that name none. */
const OWN_TRANSPORT = 'ssh2';

/** Bytes of an Ed25519 key (RFC 8709). */
const ED25519_BYTES = 32;

/**
 * Pinned host keys that no host can have: cut off, mistyped, or of another type than they say. LO refuses such a host when it
 * comes to it; whoever writes the inventory is told at once. Warnings: nothing unsafe follows, and other hosts go on.
 */
export function checkHostKeys(site: Site, parsed: ParsedYaml): readonly Diagnostic[] {
  return site.spec.hosts.flatMap((host, index) => [
    ...checkPinned(host, index, parsed),
    ...(host.hostKeys ?? []).flatMap((key, place) => {
      const problem = describeKey(key);
      if (problem === undefined) return [];
      const spot = parsed.locate(['spec', 'hosts', index, 'hostKeys', place]);
      const message = `spec.hosts[${index}].hostKeys[${place}] is no key of a host: ${problem}`;
      return [makeDiagnostic('SITE_HOST_KEY_INVALID', message, spot, { severity: 'warning' })];
    }),
  ]);
}

/** Without a key, LO's own ssh trusts no host; a list that is there but empty is most likely an oversight. */
function checkPinned(
  { hostKeys, transport = OWN_TRANSPORT }: Host,
  index: number,
  parsed: ParsedYaml,
): readonly Diagnostic[] {
  if (hostKeys === undefined || hostKeys.length > 0 || transport !== OWN_TRANSPORT) return [];
  const message = `spec.hosts[${index}].hostKeys has no key, so that LO refuses the host`;
  const spot = parsed.locate(['spec', 'hosts', index, 'hostKeys']);
  return [makeDiagnostic('SITE_HOST_KEY_INVALID', message, spot, { severity: 'warning' })];
}

/** The key's own form (RFC 4253, section 6.6): fields, each behind its length, the first one the type. */
function describeKey(key: string): string | undefined {
  const [type = '', text = ''] = key.split(' ');
  const fields = readFields(Buffer.from(text, 'base64'));
  const inner = fields?.[0]?.toString('latin1');
  if (fields === undefined || fields.length < 2) return 'it is cut off or mistyped';
  if (inner !== type)
    return /^[a-z0-9-]+$/.test(inner ?? '') ? `it is of type ${inner}, not ${type}` : 'it is mistyped';
  const isShort = type === 'ssh-ed25519' && fields[1]?.length !== ED25519_BYTES;
  return isShort ? 'it is cut off or mistyped' : undefined;
}

function readFields(bytes: Buffer): readonly Buffer[] | undefined {
  const fields: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + 4 > bytes.length) return undefined;
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    fields.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return fields;
}
