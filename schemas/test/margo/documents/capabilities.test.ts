import t from 'tap';
import { judgeAll, type Verdict } from './judge.ts';

const identity = 'id: press-7.line2, vendor: Acme, modelNumber: X1, serialNumber: "0042"';

function rc2(kind: string, rest: string): string {
  return `apiVersion: device.margo.org/v1\nkind: ${kind}\nproperties:\n  { ${identity},\n    ${rest} }\n`;
}

const resources = 'resources: { cpu: { cores: 2.5, architecture: arm64 }, memory: 4Gi, storage: 1Ti }';

const verdicts: readonly Verdict[] = [
  {
    name: 'rc2: a standalone device',
    text: rc2('DeviceCapabilitiesManifest', `roles: [Standalone Device], ${resources}`),
    what: 'DeviceCapabilities press-7.line2, dialect rc2',
  },
  {
    name: 'pr1: the short kind',
    text: rc2('DeviceCapabilities', `roles: [Cluster Leader], ${resources}`),
    what: 'DeviceCapabilities press-7.line2, dialect pr1',
  },
  {
    name: 'rc2: a gateway has no resources',
    text: rc2('DeviceCapabilitiesManifest', 'roles: [Gateway]'),
    what: 'DeviceCapabilities press-7.line2, dialect rc2',
  },
  {
    name: 'rc2: any other device has',
    text: rc2('DeviceCapabilitiesManifest', 'roles: [Gateway, Standalone Device]'),
    what: 'DeviceCapabilities press-7.line2, dialect rc2',
    faults: ['3:1 MARGO_CAPABILITIES_INCOMPLETE'],
    says: /a Standalone Device must say/,
  },
  {
    name: 'rc2: roles in lower case',
    text: rc2('DeviceCapabilitiesManifest', `roles: [standalone device], ${resources}`),
    what: 'DeviceCapabilities, dialect rc2',
    faults: ['5:13 DOCUMENT_INVALID'],
    says: /Write Standalone Device/,
  },
  {
    name: 'rc2: a space in an amount, one without a unit, and cores left out',
    text: rc2(
      'DeviceCapabilitiesManifest',
      'roles: [Standalone Cluster], resources: { cpu: {}, memory: 59 Gi, storage: "64" }',
    ),
    what: 'DeviceCapabilities, dialect rc2',
    faults: ['5:47 DOCUMENT_MISSING_KEY', '5:64 DOCUMENT_INVALID', '5:80 DOCUMENT_INVALID'],
    says: /without a space, for example 64Gi, not "59 Gi"/,
  },
  {
    name: 'rc2: an amount that YAML reads as a number',
    text: rc2(
      'DeviceCapabilitiesManifest',
      'roles: [Standalone Cluster], resources: { cpu: { cores: 1 }, memory: 1024, storage: 1Gi }',
    ),
    what: 'DeviceCapabilities, dialect rc2',
    faults: ['5:74 DOCUMENT_INVALID'],
  },
  {
    name: 'rc2: words in another case',
    text: rc2(
      'DeviceCapabilitiesManifest',
      `roles: [Standalone Device],\n    resources: { cpu: { cores: 1 }, memory: 1Gi, storage: 1Gi,\n      peripherals: [{ type: GPU }], interfaces: [{ type: Ethernet }] }`,
    ),
    what: 'DeviceCapabilities, dialect rc2',
    faults: ['7:29 DOCUMENT_INVALID', '7:58 DOCUMENT_INVALID'],
    says: /Write gpu\.[\s\S]*Write ethernet\./,
  },
  {
    name: 'rc2: a list of processors belongs to other dialects',
    text: rc2(
      'DeviceCapabilitiesManifest',
      'roles: [Standalone Device], resources: { cpu: [{ cores: 4 }], memory: 1Gi, storage: 1Gi }',
    ),
    what: 'DeviceCapabilities, dialect rc2',
    faults: ['5:51 DOCUMENT_INVALID'],
  },
  {
    name: 'rc2: no serial number, and an id that is no path',
    text: 'kind: DeviceCapabilitiesManifest\nproperties:\n  id: //press\n  vendor: Acme\n  modelNumber: X1\n  roles: [Gateway]\n',
    what: 'DeviceCapabilities, dialect rc2',
    faults: ['2:1 DOCUMENT_MISSING_KEY', '3:7 DOCUMENT_INVALID'],
  },
  {
    name: 'rc3: no kind, several processors, labels',
    text: `properties:\n  { ${identity},\n    cpus: [{ cores: 4, architecture: amd64 }, { cores: 2 }], memory: 512Mi, storage: 20Gi,\n    peripherals: [{ type: camera, manufacturer: Acme }], interfaces: [{ type: canbus }],\n    supportedRuntimes: [oci], supportedDeploymentTypes: [compose, custom] }\nlabels: { zone: west, floor: 3, critical: true, lines: [a, b] }\n`,
    what: 'DeviceCapabilities press-7.line2, dialect rc3',
  },
  {
    name: 'rc3: roles are gone, x86_64 is amd64, and runtimes have other names',
    text: `properties:\n  { ${identity},\n    roles: [Gateway],\n    cpus: [{ cores: 0, architecture: x86_64 }],\n    supportedDeploymentTypes: [Helm, docker] }\n`,
    what: 'DeviceCapabilities, dialect rc3',
    faults: [
      '3:5 DOCUMENT_UNKNOWN_KEY',
      '4:21 DOCUMENT_INVALID',
      '4:38 DOCUMENT_INVALID',
      '5:32 DOCUMENT_INVALID',
      '5:38 DOCUMENT_INVALID',
    ],
    says: /Write helm/,
  },
  {
    name: 'rc3: with the kind of the candidates before',
    text: `kind: DeviceCapabilitiesManifest\nproperties: { ${identity}, supportedDeploymentTypes: [helm] }\n`,
    what: 'DeviceCapabilities press-7.line2, dialect rc3',
  },
  {
    name: '2024-10: words are free, amounts have decimal units',
    text: `apiVersion: device.margo/v1\nkind: DeviceCapability\nproperties:\n  { ${identity}, roles: [cluster lead],\n    resources: { memory: 8 GB, storage: 0.5 TB, cpus: [{ cores: 4, frequency: 2 GHz }] },\n    peripherals: [{ type: Barcode reader, properties: { ports: 2 } }] }\n`,
    what: 'DeviceCapabilities press-7.line2, dialect 2024-10',
  },
  {
    name: '2024-10: an amount without a unit',
    text: `apiVersion: device.margo/v1\nkind: DeviceCapability\nproperties:\n  { ${identity}, roles: [],\n    resources: { memory: "8", storage: 1 TB, cpus: [] } }\n`,
    what: 'DeviceCapabilities, dialect 2024-10',
    faults: ['5:26 DOCUMENT_INVALID', '5:52 DOCUMENT_INVALID'],
  },
  {
    name: 'capabilities by their shape, with a kind that is none',
    text: rc2('DeviceCapabilitys', `roles: [Gateway]`),
    what: 'DeviceCapabilities press-7.line2, dialect rc2',
    faults: ['2:7 DOCUMENT_KIND_UNKNOWN'],
  },
];

judgeAll(t, verdicts);
