import { createHash } from 'node:crypto';

const DNS_NAMESPACE = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
const COLO_NAMESPACE = uuidV5(DNS_NAMESPACE, 'colo.dev');

/**
 * Margo deployment id: the UUIDv5 of site, application and profile type, so that rendering twice, or on two machines,
 * gives the same id. `distinction` is added where a site needs two deployments of one type.
 */
export function makeDeploymentId(
  site: string,
  applicationId: string,
  type: string,
  distinction?: string,
): string {
  const name = [site, applicationId, type, ...(distinction === undefined ? [] : [distinction])];
  return uuidV5(COLO_NAMESPACE, JSON.stringify(name));
}

/** Name-based UUID with SHA-1 (RFC 9562, section 5.5). */
export function uuidV5(namespace: string, name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
