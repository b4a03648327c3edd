import { createHash } from 'node:crypto';
import { digestPackage } from '@colo/schemas/digests';
import type { DesiredState } from '@colo/schemas/documents/desired-state';
import { writeDocument } from '@colo/schemas/documents/write';
import { makeDeploymentId } from '@colo/schemas/render';
import { SITE } from './site-rig.ts';

type Parameter = NonNullable<DesiredState['spec']['deployments'][number]['parameters']>[string];

/** A desired state with one compose application, `boxed` on edge-01, whose container gets parameters by these names; `more` is text of further services. */
export function renderCompose(
  image: string,
  parameters: Readonly<Record<string, Parameter['value']>> = {},
  more = '',
): Record<string, string> {
  const variables = Object.keys(parameters).map((name) => `      ${name}: "\${${name}}"\n`);
  const compose = `services:
  web:
    image: ${image}
    command: [/bin/sh, -c, "exec sleep 100000"]
    stop_grace_period: 1s
    healthcheck: { test: [CMD, /bin/true], interval: 1s }
    environment:
      NAME: boxed
${variables.join('')}${more}`;
  const content = { 'compose.yaml': compose, 'margo.yaml': '# boxed 1.0\n' };
  const digest = digestPackage(
    Object.entries(content).map(([path, text]) => ({
      path,
      mode: '100644',
      sha256: createHash('sha256').update(text).digest('hex'),
      size: Buffer.byteLength(text),
    })),
  );
  const desired: DesiredState = {
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'DesiredState',
    metadata: { site: SITE },
    spec: {
      deployments: [
        {
          id: makeDeploymentId(SITE, 'boxed', 'compose'),
          applicationId: 'boxed',
          version: '1.0',
          source: { repository: 'acme/apps', path: 'apps/boxed', commit: 'a'.repeat(40), digest },
          hosts: ['edge-01'],
          profile: {
            id: 'compose',
            type: 'compose',
            components: [
              {
                name: 'web',
                properties: { packageLocation: 'compose.yaml', timeout: '1m0s', stopTimeout: '1s' },
              },
            ],
          },
          parameters: Object.fromEntries(
            Object.entries(parameters).map(([pointer, value]) => [
              pointer.toLowerCase(),
              { value, targets: [{ pointer, components: ['web'] }] },
            ]),
          ),
        },
      ],
    },
  };
  const folder = `packages/boxed/${digest.slice('sha256:'.length)}`;
  return {
    [`sites/${SITE}/desiredstate.yaml`]: writeDocument(desired),
    ...Object.fromEntries(Object.entries(content).map(([path, text]) => [`${folder}/${path}`, text])),
  };
}
