import type { ResolvedApplication } from '@colo/schemas/resolve';
import type { Revision } from '../src/store/revision.ts';

const AT = '2026-01-01T00:00:00.000Z';

/** A revision of a site with one host, `edge-01`, that shall run one component of the digest of a letter. */
export function makeRevision(commit: string, version: string, letter: string): Revision {
  const application: ResolvedApplication = {
    applicationId: 'hello',
    deploymentId: '5f0c0000-0000-5000-8000-000000000001',
    version,
    profileId: 'process',
    packageDigest: `sha256:${letter.repeat(64)}`,
    components: [
      {
        name: 'web',
        type: 'process',
        source: 's',
        digest: `sha256:${letter.repeat(64)}`,
        properties: {},
        values: {},
        files: [],
      },
    ],
  };
  return {
    record: {
      commit,
      statusCommit: commit,
      siteTree: commit,
      fingerprint: commit,
      adoptedAt: AT,
      siteText: '',
      desiredText: '',
      packages: [],
      secretFiles: {},
    },
    site: {
      apiVersion: 'colo.dev/v1alpha1',
      kind: 'Site',
      metadata: { name: 'berlin' },
      spec: {
        hosts: [
          { name: 'edge-01', address: '127.0.0.1', user: 'nobody', capabilities: { runtimes: ['process'] } },
        ],
      },
    },
    desired: {
      apiVersion: 'colo.dev/v1alpha1',
      kind: 'DesiredState',
      metadata: { site: 'berlin' },
      spec: { deployments: [] },
    },
    packages: new Map(),
    hosts: new Map([['edge-01', { host: 'edge-01', applications: [application] }]]),
    secrets: new Map(),
  };
}
