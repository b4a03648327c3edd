import { join } from 'node:path';
import type { ContainerEngine } from '@colo/scripts/edge-host';
import type { ComponentToRun } from '../../src/runtimes/runtime.ts';
import { contentFile, DEPLOYMENT_ID, targetOf } from '../node/sample-component.ts';

/** Makes an image like the rig's own that declares a volume. */
export async function makeVolumeImage(containers: ContainerEngine, path: string): Promise<string> {
  const image = 'localhost/colo-volume:1';
  const archive = join(containers.folder, 'image.tar');
  await containers.command(
    'import',
    '--change',
    'ENV PATH=/bin',
    '--change',
    `VOLUME ${path}`,
    archive,
    image,
  );
  return image;
}

/** A compose component that may write to every kind of place: folders, files, and volumes with and without a name. */
export function makePersistentComponent(label: string, image: string, sick = false): ComponentToRun {
  const compose = `services:
  web:
    image: ${image}
    command: [/bin/sh, -c, "exec sleep 1000"]
    stop_grace_period: 1s
    healthcheck: { test: [CMD, ${sick ? '/bin/false' : '/bin/true'}], interval: 1s }
    environment: { LABEL: ${label} }
    volumes:
      - ./new:/new
      - { type: bind, source: ./shipped, target: /shipped }
      - ./edited.conf:/edited.conf
      - ./read-only.conf:/read-only.conf:ro
      - named:/named
      - /nameless
volumes: { named: {} }
`;
  return {
    site: 'eu/berlin',
    host: 'edge-01',
    applicationId: 'hello',
    deploymentId: DEPLOYMENT_ID,
    component: 'web',
    type: 'compose',
    version: label,
    digest: targetOf(label),
    properties: { packageLocation: 'compose.yaml', timeout: '5m0s', stopTimeout: '1s' },
    environment: {},
    files: [
      contentFile('compose.yaml', compose),
      contentFile('shipped/unedited.conf', `of ${label}`),
      contentFile('shipped/edited.conf', `of ${label}`),
      contentFile('edited.conf', 'of all'),
      contentFile('read-only.conf', `of ${label}`),
    ],
  };
}
