import { findRepeated } from '../../documents/find-repeated.ts';
import type { PathStep } from '../../documents/json-pointer.ts';
import type { MargoManifest } from '../../generated/margo-manifest.ts';
import type { Fault } from '../fault.ts';
import { isRecord } from '../is-record.ts';

const DIGEST = /sha256(?::|%3a)(?<hex>[0-9a-f]{64})/i;
const DEPLOYMENT =
  /\/deployments\/(?<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:\/|$)/i;

/** A bundle exactly where there are deployments, each deployment once, and addresses that name what they are for. */
export function checkManifest({ bundle, deployments }: MargoManifest): readonly Fault[] {
  const repeated = findRepeated(deployments.map(({ deploymentId }) => deploymentId.toLowerCase()));
  return [
    ...checkBundle(bundle, deployments.length),
    ...repeated.map(({ word, index, first }): Fault => {
      const message = `the deployment ${word} is listed twice (entries ${first} and ${index})`;
      return { code: 'MARGO_MANIFEST_DUPLICATE', path: ['deployments', index, 'deploymentId'], message };
    }),
    ...deployments.flatMap((entry, index) => checkAddress(entry, ['deployments', index, 'url'])),
  ];
}

function checkBundle(bundle: MargoManifest['bundle'], deployments: number): readonly Fault[] {
  const path = ['bundle'];
  if (bundle === null && deployments > 0) {
    const message = `bundle is null, but there are ${deployments} deployments`;
    return [{ code: 'MARGO_MANIFEST_BUNDLE', path, message, fix: 'Name the archive of the deployments.' }];
  }
  if (bundle !== null && deployments === 0) {
    const message = 'there is a bundle, but there are no deployments';
    return [{ code: 'MARGO_MANIFEST_BUNDLE', path, message, fix: 'Write null.', atKey: true }];
  }
  if (!isRecord(bundle)) return [];
  return checkAddress({ digest: String(bundle['digest']), url: String(bundle['url']) }, ['bundle', 'url']);
}

function checkAddress(
  entry: { readonly deploymentId?: string; readonly digest: string; readonly url: string },
  path: readonly PathStep[],
): readonly Fault[] {
  const hex = DIGEST.exec(entry.url)?.groups?.['hex'];
  if (hex !== undefined && `sha256:${hex}` !== entry.digest) {
    return [{ code: 'MARGO_MANIFEST_ADDRESS', path, message: 'the url names another digest than the entry' }];
  }
  const id = DEPLOYMENT.exec(entry.url)?.groups?.['id']?.toLowerCase();
  if (id === undefined || entry.deploymentId === undefined || id === entry.deploymentId.toLowerCase())
    return [];
  const message = `the url is that of the deployment ${id}, the entry that of ${entry.deploymentId}`;
  return [{ code: 'MARGO_MANIFEST_ADDRESS', path, message }];
}
