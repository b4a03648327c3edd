import type { ReadResult } from '../../../src/documents/diagnostic.ts';
import { readDesiredState } from '../../../src/documents/read-desired-state.ts';
import { readFleetPolicy } from '../../../src/documents/read-fleet-policy.ts';
import { readSite } from '../../../src/documents/read-site.ts';
import { readPackage } from '../../../src/margo/read-package.ts';
import { draft2024Text, draft2025Text, pr1Text, rc2Text, rc3Text } from '../fixtures.ts';

const siteText = `apiVersion: colo.dev/v1alpha1
kind: Site
metadata:
  name: berlin
  labels:
    region: eu
spec:
  hosts:
    - name: edge-01
      address: 192.0.2.1
      user: colo
      capabilities:
        runtimes: [compose, process]
        memory: 4Gi
    - name: edge-02
      address: edge-02.example.com
      user: colo
      capabilities:
        runtimes: [compose]
`;

const desiredText = `apiVersion: colo.dev/v1alpha1
kind: DesiredState
metadata:
  site: berlin
spec:
  deployments:
    - id: 5f0c1c4e-9b1a-5c3e-8d2f-0a1b2c3d4e5f
      applicationId: hello
      version: "1.0"
      source:
        repository: acme/apps
        path: apps/hello
        commit: a555555555555555555555555555555555555555
        digest: sha256:a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1
      hosts: [edge-01]
      profile:
        id: hello-compose
        type: compose
        components:
          - name: web
            properties:
              packageLocation: ./web/compose.yaml
      overrides:
        greeting: Moin
      parameters:
        greeting:
          value: Moin
          targets:
            - pointer: GREETING
              components: [web]
      hostParameters:
        edge-01:
          greeting: Servus
`;

const policyText = `apiVersion: colo.dev/v1alpha1
kind: FleetPolicy
spec:
  registries:
    - repository: acme/apps
  statusCreators: [colo-lo]
  groups:
    - name: pilots
      sites: [eu/*]
`;

export interface SoundDocument {
  readonly text: string;
  read(text: string, options: { readonly file: string }): ReadResult<unknown>;
}

/** One document of each kind and dialect with nothing wrong: what faults are made in. */
export const soundDocuments = {
  '2024-10': { text: draft2024Text, read: readPackage },
  '2025-02': { text: draft2025Text, read: readPackage },
  pr1: { text: pr1Text, read: readPackage },
  rc2: { text: rc2Text, read: readPackage },
  rc3: { text: rc3Text, read: readPackage },
  'site.yaml': { text: siteText, read: readSite },
  'desiredstate.yaml': { text: desiredText, read: readDesiredState },
  'colo.yaml': { text: policyText, read: readFleetPolicy },
} as const satisfies Record<string, SoundDocument>;
