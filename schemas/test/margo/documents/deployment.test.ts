import t from 'tap';
import { judgeAll, type Verdict } from './judge.ts';

const id = '0b0e7f0c-31a4-4b7e-9d5c-6f1b8e2a9d10';

/** A deployment of preview release 1 or a draft, in one line for each part. */
function early(profile: string, parameters = '{}', annotations = `applicationId: shop, id: ${id}`): string {
  return [
    'apiVersion: application.margo.org/v1alpha1',
    'kind: ApplicationDeployment',
    `metadata: { name: shop, namespace: plant, annotations: { ${annotations} } }`,
    'spec:',
    `  deploymentProfile: ${profile}`,
    `  parameters: ${parameters}`,
    '',
  ].join('\n');
}

function rc2(head: string, profile: string, parameters = '{}'): string {
  return `${head}\nspec:\n  deploymentProfile: ${profile}\n  parameters: ${parameters}\n`;
}

function rc3(profile: string, parameters = '{}', metadata = 'deviceId: press-7'): string {
  return [
    `id: ${id}`,
    `metadata: { name: shop, namespace: plant, ${metadata} }`,
    'spec:',
    '  applicationId: shop',
    `  deploymentProfile: ${profile}`,
    `  parameters: ${parameters}`,
    '',
  ].join('\n');
}

const compose =
  '{ type: compose, components: [{ name: web, properties: { packageLocation: https://x.test/web.tgz } }] }';
const helm =
  '{ type: helm.v3, components: [{ name: web, properties: { repository: oci://x.test/web, revision: 1.0.0 } }] }';
const chart = '{ repository: oci://x.test/web, revision: 1.0.0 }';
const head = `id: ${id}\nmetadata: { name: shop, namespace: plant, annotations: { applicationId: shop } }`;
const port = (pointer: string, component = 'web'): string =>
  `{ port: { value: 80, targets: [{ pointer: ${pointer}, components: [${component}] }] } }`;

const valid = (dialect: string): string => `ApplicationDeployment ${id}, dialect ${dialect}`;

const verdicts: readonly Verdict[] = [
  { name: 'pr1: compose', text: early(compose, port('ENV.PORT')), what: valid('pr1') },
  { name: 'pr1: helm', text: early(helm, port('service.port')), what: valid('pr1') },
  {
    name: '2025-02: the word of the drafts for compose',
    text: early(compose.replace('compose', 'docker-compose'), port('PORT')),
    what: valid('2025-02'),
  },
  {
    name: 'rc2: id at the top, application in an annotation',
    text: rc2(head, compose, port('PORT')),
    what: valid('rc2'),
  },
  {
    name: 'rc2: the id in the annotation, and the new word for helm',
    text: rc2(
      `metadata: { name: shop, namespace: plant, annotations: { applicationId: shop, id: ${id} } }\nkind: ApplicationDeployment`,
      `{ type: helm, components: [{ name: web, properties: ${chart} }] }`,
    ),
    what: valid('rc2'),
  },
  {
    name: 'rc3: no kind, a device behind a gateway, constraints',
    text: rc3(
      `{ type: helm, components: [{ name: web, properties: ${chart} }], deviceConstraints: { capacityRequirements: { memory: 1Gi } } }`,
      port('service.port'),
      'deviceId: "gw-1/*"',
    ),
    what: valid('rc3'),
  },
  {
    name: 'rc3: parameters may be left out',
    text: `kind: ApplicationDeployment\n${rc3(`{ type: compose, components: [{ name: web, properties: ${chart} }] }`).replace(/ {2}parameters: .*\n/, '')}`,
    what: valid('rc3'),
  },
  {
    name: 'an id that is no UUID, and an application in capitals',
    text: early(compose, '{}', 'applicationId: My_Shop, id: shop-1'),
    what: 'ApplicationDeployment, dialect pr1',
    faults: ['3:73 DOCUMENT_INVALID', '3:86 DOCUMENT_INVALID'],
  },
  {
    name: 'no application',
    text: early(compose, '{}', `id: ${id}`),
    what: 'ApplicationDeployment, dialect pr1',
    faults: ['3:43 DOCUMENT_MISSING_KEY'],
    says: /applicationId/,
  },
  {
    name: 'parameters as a list',
    text: early(compose, '[{ name: port, value: 80 }]'),
    what: 'ApplicationDeployment, dialect pr1',
    faults: ['6:15 DOCUMENT_INVALID'],
    says: /spec\.parameters must be a map, not a list Write a map: each parameter under its name/,
  },
  {
    name: 'several profiles',
    text: early(`[${compose}]`),
    what: 'ApplicationDeployment, dialect pr1',
    faults: ['5:22 DOCUMENT_INVALID'],
    says: /Write the one profile that was chosen/,
  },
  {
    name: 'the key of packages for profiles',
    text: early(compose).replace('deploymentProfile', 'deploymentProfiles'),
    what: 'ApplicationDeployment, dialect pr1',
    faults: ['5:3 DOCUMENT_UNKNOWN_KEY'],
    says: /Write deploymentProfile\./,
  },
  {
    name: 'a parameter without a value, one without targets, one with an empty value',
    text: early(
      compose,
      '{ a: { targets: [{ pointer: A, components: [web] }] }, b: { value: 1 }, c: { value: , targets: [{ pointer: C, components: [web] }] } }',
    ),
    what: 'ApplicationDeployment, dialect pr1',
    faults: ['6:17 DOCUMENT_MISSING_KEY', '6:70 DOCUMENT_MISSING_KEY', '6:99 DOCUMENT_INVALID'],
  },
  {
    name: 'a target that the profile does not have',
    text: early(compose, port('PORT', 'wbe')),
    what: valid('pr1'),
    faults: ['6:76 MARGO_TARGET_DANGLING'],
    says: /Write web/,
  },
  {
    name: "pointers that are no variable, no path, undefined, the host's own",
    text: early(
      compose,
      '{ a: { value: 1, targets: [{ pointer: a.b, components: [web] }] }, b: { value: 1, targets: [{ pointer: PORTS.80, components: [web] }] }, c: { value: 1, targets: [{ pointer: LD_PRELOAD, components: [web] }] } }',
    ),
    what: valid('pr1'),
    faults: ['6:53 MARGO_POINTER_INVALID', '6:118 MARGO_POINTER_PORTS', '6:188 MARGO_VARIABLE_RESERVED'],
  },
  {
    name: 'one variable twice',
    text: early(
      compose,
      '{ a: { value: 1, targets: [{ pointer: A, components: [web] }] }, b: { value: 1, targets: [{ pointer: ENV.A, components: [web] }] } }',
    ),
    what: valid('pr1'),
    faults: ['6:116 MARGO_POINTER_TWICE'],
  },
  {
    name: 'properties of helm and of compose in one component',
    text: early(
      '{ type: compose, components: [{ name: web, properties: { packageLocation: https://x.test/w, revision: 1.0.0 } }] }',
    ),
    what: valid('pr1'),
    faults: ['5:114 MARGO_COMPONENT_MIXED'],
  },
  {
    name: 'a chart without a version, and a component twice',
    text: early(
      '{ type: helm.v3, components: [{ name: web, properties: { repository: oci://x.test/w } }, { name: web, properties: { repository: oci://x.test/w, revision: 1.0.0 } }] }',
    ),
    what: valid('pr1'),
    faults: ['5:65 MARGO_COMPONENT_INCOMPLETE', '5:119 MARGO_COMPONENT_DUPLICATE'],
  },
  {
    name: 'a time of a year',
    text: early(
      '{ type: compose, components: [{ name: web, properties: { packageLocation: https://x.test/w, timeout: 9000h } }] }',
    ),
    what: valid('pr1'),
    faults: ['5:123 MARGO_TIMEOUT_INVALID'],
  },
  {
    name: 'wait in quotes is a warning',
    text: early(
      '{ type: compose, components: [{ name: web, properties: { packageLocation: https://x.test/w, wait: "true" } }] }',
    ),
    what: valid('pr1'),
    faults: ['5:120 MARGO_WAIT_TEXT'],
  },
  {
    name: 'pr1: a type of release candidates with ids of pr1 is rc2, a misspelt one is not',
    text: early(compose.replace('compose', 'compos')),
    what: 'ApplicationDeployment, dialect pr1',
    faults: ['5:30 DOCUMENT_INVALID'],
    says: /did you mean compose/,
  },
  {
    name: 'rc2: two ids that differ',
    text: rc2(
      head.replace('applicationId: shop', `applicationId: shop, id: ${id.replace('0', '1')}`),
      compose,
    ),
    what: valid('rc2'),
    faults: ['2:83 MARGO_DEPLOYMENT_ID'],
  },
  {
    name: 'rc2: no id',
    text: rc2(
      'kind: ApplicationDeployment\nmetadata: { name: shop, namespace: plant, deviceId: d, annotations: { applicationId: shop } }',
      compose,
    ),
    what: 'ApplicationDeployment without id, dialect rc2',
    faults: ['1:1 MARGO_DEPLOYMENT_ID'],
  },
  {
    name: 'rc2: the prefix of variables is gone',
    text: rc2(head, compose, port('ENV.PORT')),
    what: valid('rc2'),
    faults: ['5:57 MARGO_POINTER_PREFIX'],
  },
  {
    name: 'rc3: no device',
    text: rc3(
      `{ type: compose, components: [{ name: web, properties: ${chart} }] }`,
      '{}',
      'annotations: {}',
    ),
    what: 'ApplicationDeployment, dialect rc3',
    faults: ['2:1 DOCUMENT_MISSING_KEY'],
    says: /deviceId/,
  },
  {
    name: 'rc3: a registry over http, a version with v, a time without seconds',
    text: rc3(
      '{ type: helm, components: [{ name: web, properties: { repository: https://x.test/w, revision: v1.0.0, timeout: 5m } }] }',
    ),
    what: 'ApplicationDeployment, dialect rc3',
    faults: ['5:88 DOCUMENT_INVALID', '5:116 DOCUMENT_INVALID', '5:133 MARGO_TIMEOUT_FORM'],
  },
  {
    name: 'rc3: an amount with a space among the constraints',
    text: rc3(
      `{ type: helm, components: [{ name: web, properties: ${chart} }], deviceConstraints: { capacityRequirements: { memory: 59 Gi } } }`,
    ),
    what: 'ApplicationDeployment, dialect rc3',
    faults: ['5:181 DOCUMENT_INVALID'],
  },
  {
    name: 'rc3: an operator without the values that it needs',
    text: rc3(
      `{ type: helm, components: [{ name: web, properties: ${chart} }],\n    deviceConstraints: { eligibilityRules: [{ labelSelector: { matchExpressions: [{ key: zone, operator: In }] } }] } }`,
    ),
    what: valid('rc3'),
    faults: ['6:106 MARGO_ELIGIBILITY_INVALID'],
  },
  {
    name: 'a deployment by its shape, with a kind that is none',
    text: early(compose).replace('kind: ApplicationDeployment', 'kind: AppDeployment'),
    what: valid('pr1'),
    faults: ['2:7 DOCUMENT_KIND_UNKNOWN'],
    says: /did you mean ApplicationDeployment/,
  },
  {
    name: 'the words of the sandbox for the application are not those of Margo',
    text: early(compose, '{}', `id: ${id}`).replace('spec:', 'spec:\n  appPackageRef: { id: shop }'),
    what: 'ApplicationDeployment, dialect pr1',
    faults: ['3:43 DOCUMENT_MISSING_KEY', '5:3 DOCUMENT_UNKNOWN_KEY'],
  },
  {
    name: 'a placeholder in quotes',
    text: early(compose.replace('https://x.test/web.tgz', '"{{LOCATION}}"')),
    what: valid('pr1'),
    faults: ['5:96 MARGO_TEMPLATE_LEFT'],
  },
];

judgeAll(t, verdicts);
