import type { ErrorDefinition } from '../error-definition.ts';

/** Errors of Margo's documents other than packages. Codes are stable: never renamed, never reused. */
export const margoDocumentsErrors = {
  DOCUMENT_KIND_UNKNOWN: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A document names a kind that neither colo nor Margo has.',
    fix: 'Correct the kind; docs/margo.md lists those of Margo.',
    why: 'The kind says which rules hold. A document of an unknown kind would be checked by none, and nothing would act on it.',
    example: {
      file: 'deployment.yaml',
      wrong: 'kind: ApplicatonDeployment',
      right: 'kind: ApplicationDeployment',
    },
  },
  MARGO_STATUS_NOT_WORST: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'The overall state of a deployment is not that of its worst component.',
    fix: 'Write the worst state: failed, removing, installing, pending, removed, installed, worst first.',
    why: 'Who reads the overall state alone would take a deployment with a failed component for a good one.',
    example: {
      file: 'status.yaml',
      wrong: 'status: { state: installed }\ncomponents: [{ name: web, state: installing }]',
      right: 'status: { state: installing }\ncomponents: [{ name: web, state: installing }]',
    },
  },
  MARGO_STATUS_ERROR_MISSING: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A state is failed, but no error says why.',
    fix: 'Add error with a code and a message.',
    why: 'Margo wants the reason of a failure with the state: whoever reads it cannot look at the device.',
    example: {
      file: 'status.yaml',
      wrong: 'status: { state: failed }',
      right: 'status: { state: failed, error: { code: PULL, message: the image is not there } }',
    },
  },
  MARGO_STATUS_COMPONENT_TWICE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A status has two entries for one component.',
    fix: 'Keep one entry for each component.',
    why: 'Two states of one component cannot both be true.',
    example: {
      file: 'status.yaml',
      wrong: 'components: [{ name: web, state: pending }, { name: web, state: pending }]',
      right: 'components: [{ name: web, state: pending }]',
    },
  },
  MARGO_STATUS_SOURCE_WRONG: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'The source of an error in a status is not what the error is of.',
    fix: "Write the component's name, or for the overall error the deployment's metadata.name.",
    why: 'Whoever reads the error looks for its cause at the source.',
    example: {
      file: 'status.yaml',
      wrong:
        'components:\n  - name: web\n    state: failed\n    error: { code: OOM, source: db, message: killed }',
      right:
        'components:\n  - name: web\n    state: failed\n    error: { code: OOM, source: web, message: killed }',
    },
  },
  MARGO_STATUS_COMPONENT_MISSING: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A status lacks a component of its deployment.',
    fix: 'Add an entry for it; a component that is not started yet is pending.',
    why: 'Margo wants one entry for each component from the first report on: a missing one looks as if it were not deployed.',
    example: {
      file: 'status.yaml, beside a deployment of web and db',
      wrong: 'components: [{ name: web, state: installed }]',
      right: 'components: [{ name: web, state: installed }, { name: db, state: installed }]',
    },
  },
  MARGO_STATUS_COMPONENT_UNKNOWN: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A status has a component that its deployment does not have.',
    fix: 'Correct the name, or remove the entry.',
    why: 'A state of something that nobody deployed is a misspelt name or a status of another version.',
    example: {
      file: 'status.yaml, beside a deployment of web',
      wrong: 'components: [{ name: webb, state: installed }]',
      right: 'components: [{ name: web, state: installed }]',
    },
  },
  MARGO_CAPABILITIES_INCOMPLETE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A device that runs applications does not say what resources it has.',
    fix: 'Add resources with cpu, memory and storage; only a device that is nothing but a Gateway may leave them out.',
    why: 'Without resources nobody can tell which profile of an application the device can run.',
    example: {
      file: 'capabilities.yaml',
      wrong: 'properties: { roles: [Standalone Device] }',
      right: 'properties: { roles: [Gateway] }',
    },
  },
  MARGO_MANIFEST_BUNDLE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A state manifest has deployments and no bundle, or a bundle and no deployments.',
    fix: 'Write bundle: null exactly where deployments is empty.',
    why: 'A device takes an empty list as "remove everything": it has to be said twice, and alike.',
    example: {
      file: 'manifest.yaml',
      wrong:
        'manifestVersion: 2\nbundle: { mediaType: application/vnd.margo.bundle.v1+tar+gzip, … }\ndeployments: []',
      right: 'manifestVersion: 2\nbundle: null\ndeployments: []',
    },
  },
  MARGO_MANIFEST_DUPLICATE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A state manifest lists a deployment twice.',
    fix: 'Keep one entry for each deployment.',
    why: 'Two digests for one deployment leave open which one runs.',
    example: {
      file: 'manifest.yaml',
      wrong: 'deployments: [{ deploymentId: a3e2…, digest: … }, { deploymentId: a3e2…, digest: … }]',
      right: 'deployments: [{ deploymentId: a3e2…, digest: … }]',
    },
  },
  MARGO_MANIFEST_ADDRESS: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'The address of an entry names another digest or another deployment than the entry itself.',
    fix: 'Write the digest and the id of the entry into its url.',
    why: 'The device fetches the url and compares the digest: it would refuse the whole manifest.',
    example: {
      file: 'manifest.yaml',
      wrong: 'bundle: { digest: "sha256:01ba…", url: "/api/v1/bundles/sha256:9f86…" }',
      right: 'bundle: { digest: "sha256:01ba…", url: "/api/v1/bundles/sha256:01ba…" }',
    },
  },
  MARGO_MANIFEST_VERSION: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'The version of a state manifest is not greater than that of the one before it.',
    fix: 'Count manifestVersion up with every change, a step back included.',
    why: 'A device takes an equal or lower version for an attempt to roll it back, and refuses it.',
    example: {
      file: 'second.yaml, after a first one with manifestVersion: 8',
      wrong: 'manifestVersion: 8',
      right: 'manifestVersion: 9',
    },
  },
  MARGO_MANIFEST_DIGEST: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A state manifest lists a deployment by a digest that the document beside it does not have.',
    fix: 'Write the SHA-256 of the exact bytes of the document.',
    why: 'The device compares the digest with the bytes that it fetched, and aborts the whole update where they differ.',
    example: {
      file: 'manifest.yaml',
      wrong: 'digest: sha256:<of the document before it was edited>',
      right: 'digest: sha256:<of the document as it is>',
    },
  },
  MARGO_DEPLOYMENT_ID: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A deployment has no id, or two that differ.',
    fix: 'Write one UUID: metadata.annotations.id up to preview release 1, id at the top since the release candidates.',
    why: 'The id is what status reports and state manifests refer to.',
    example: {
      file: 'deployment.yaml',
      wrong: 'id: a3e2…\nmetadata: { annotations: { id: ad9b… } }',
      right: 'id: a3e2…\nmetadata: { annotations: {} }',
    },
  },
  MARGO_APPLICATION_MISMATCH: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A deployment names another application than the descriptions that are checked with it.',
    fix: 'Write the id of the application, or check the deployment beside its own description.',
    why: 'applicationId is the only link from a deployment to its application.',
    example: {
      file: 'deployment.yaml, beside the margo.yaml of hello-world',
      wrong: 'spec: { applicationId: helo-world }',
      right: 'spec: { applicationId: hello-world }',
    },
  },
} as const satisfies Record<string, ErrorDefinition>;
