import t from 'tap';
import { judgeAll, type Verdict } from './judge.ts';

const first = `sha256:${'1'.repeat(64)}`;
const second = `sha256:${'2'.repeat(64)}`;
const shop = '0b0e7f0c-31a4-4b7e-9d5c-6f1b8e2a9d10';
const till = '7c9d2f7e-5a55-4a0e-8f0b-2f4f6f0b5c11';

function manifest(version: string, bundle: string, ...deployments: readonly string[]): string {
  const list = deployments.map((each) => `  - ${each}\n`).join('');
  return `manifestVersion: ${version}\nbundle: ${bundle}\ndeployments:${list === '' ? ' []\n' : `\n${list}`}`;
}

function bundle(digest = first, url = `/api/v1/bundles/${digest}`): string {
  return `{ mediaType: application/vnd.margo.bundle.v1+tar+gzip, digest: "${digest}", sizeBytes: 10, url: "${url}" }`;
}

function entry(id: string, digest = second, url = `/api/v1/deployments/${id}/${digest}`): string {
  return `{ deploymentId: ${id}, digest: "${digest}", url: "${url}" }`;
}

const verdicts: readonly Verdict[] = [
  {
    name: 'two deployments',
    text: manifest('7', bundle(), entry(shop), entry(till)),
    what: 'DesiredStateManifest version 7',
  },
  { name: 'nothing is deployed', text: manifest('2', 'null'), what: 'DesiredStateManifest version 2' },
  {
    name: 'full addresses, and with the digest escaped',
    text: manifest(
      '1',
      bundle(first, 'https://wfm.test/b'),
      entry(shop, second, `https://wfm.test/d/sha256%3A${'2'.repeat(64)}`),
    ),
    what: 'DesiredStateManifest version 1',
  },
  {
    name: 'no bundle for a deployment',
    text: manifest('3', 'null', entry(shop)),
    what: 'DesiredStateManifest version 3',
    faults: ['2:9 MARGO_MANIFEST_BUNDLE'],
  },
  {
    name: 'a bundle of nothing',
    text: manifest('3', bundle()),
    what: 'DesiredStateManifest version 3',
    faults: ['2:1 MARGO_MANIFEST_BUNDLE'],
    says: /Write null/,
  },
  {
    name: 'a bundle that is left out is not null',
    text: 'manifestVersion: 3\ndeployments: []\n',
    what: 'DesiredStateManifest',
    faults: ['1:1 DOCUMENT_MISSING_KEY'],
  },
  {
    name: 'a bundle that is a text',
    text: manifest('3', 'later', entry(shop)),
    what: 'DesiredStateManifest',
    faults: ['2:9 DOCUMENT_INVALID'],
    says: /bundle must be a map, or null where there are no deployments/,
  },
  {
    name: 'version 0, a media type and a digest in capitals: each once',
    text: manifest(
      '0',
      `{ mediaType: application/gzip, digest: "SHA256:${'1'.repeat(64)}", url: /b }`,
      entry(shop),
    ),
    what: 'DesiredStateManifest',
    faults: ['1:18 DOCUMENT_INVALID', '2:22 DOCUMENT_INVALID', '2:48 DOCUMENT_INVALID'],
  },
  {
    name: 'a version in quotes',
    text: manifest('"4"', 'null'),
    what: 'DesiredStateManifest',
    faults: ['1:18 DOCUMENT_INVALID'],
  },
  {
    name: 'a deployment twice, in either case',
    text: manifest('4', bundle(), entry(shop), entry(shop.toUpperCase(), first)),
    what: 'DesiredStateManifest version 4',
    faults: ['5:21 MARGO_MANIFEST_DUPLICATE'],
  },
  {
    name: 'addresses of another digest and of another deployment',
    text: manifest(
      '5',
      bundle(first, `/b/${second}`),
      entry(shop, second, `/api/v1/deployments/${till}/${second}`),
    ),
    what: 'DesiredStateManifest version 5',
    faults: ['2:167 MARGO_MANIFEST_ADDRESS', '4:147 MARGO_MANIFEST_ADDRESS'],
  },
  {
    name: 'a digest that is too short, an id that is none, an address with a space',
    text: manifest('5', bundle(), '{ deploymentId: shop, digest: "sha256:12", url: "a b" }'),
    what: 'DesiredStateManifest',
    faults: ['4:21 DOCUMENT_INVALID', '4:35 DOCUMENT_INVALID', '4:53 DOCUMENT_INVALID'],
  },
];

judgeAll(t, verdicts);
