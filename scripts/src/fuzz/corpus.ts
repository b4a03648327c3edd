import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FuzzTarget } from './target.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** Folders with samples; the last is there only where the Margo examples lie beside the checkout. */
const FOLDERS = ['templates', 'scripts/fixtures', 'docs', '../shared/margo/examples'];

const MAX_SAMPLE = 64 * 1024;

const WORDS = [
  '/deploy hello-world@1.1 to eu/*&!group=canary --set greeting=Hello --set port=80',
  '/rollback hello-world on eu/berlin:edge-01',
  'installed 1.1 [ab12cd34ef56]: running',
  'lo/eu/berlin/edge-01/hello-world',
  '### Application\n\nhello-world\n\n### Version\n\n1.1\n\n### Sites\n\neu/*\n\n### Parameters\n\na=b\n',
  'eu/berlin:edge-*,ring=canary&host.arch!=arm64,group=all',
  'compose.yaml\nresources/icon.png\nhello/margo.yaml\neu/berlin/site.yaml\neu/berlin/desiredstate.yaml',
  '59 Gi',
  '8m30s',
];

/** What git hands to pre-receive and to pre-push. */
const HOOK = [
  `${'0'.repeat(40)} ${'a1'.repeat(20)} refs/heads/main\n${'b2'.repeat(20)} ${'c3'.repeat(20)} refs/heads/a b\n`,
  `HEAD^{/fix it} ${'a1'.repeat(20)} refs/heads/main ${'0'.repeat(40)}\n(delete) ${'0'.repeat(40)} refs/tags/x ${'d4'.repeat(32)}\n`,
];

const NODE = `colo-reply 1 OBSERVED
fact boot-id 1b4e28ba-2fa1-11d2-883f-0016d3cca427
fact uptime 12
fact architecture x86_64
fact disk-free-kilobytes 100
fact clock 1700000000
tool docker 24.0
slot x/5f0c7a52-7b1a-5f0e-9a53-0d3f6a1c2b11/web
site eu/berlin
application hello
generation 3
nonce abc
phase finished
action install
result-generation 3
result-nonce abc
result-outcome failed
result-code TIMEOUT
result-runs none
result-message it said no
runs-target sha256:aa
runs-generation 2
runs-health healthy
slot-end
complete
`;

const COMPOSE = `x-base: &base { restart: unless-stopped }
services:
  web:
    <<: *base
    image: registry.test/web@sha256:${'a'.repeat(64)}
    ports: ["8080:80"]
    volumes: ["data:/data", "./conf:/etc/conf:ro"]
    env_file: [{ path: web.env, required: false }]
    environment: { GREETING: "\${GREETING:-Hello}" }
    extends: { file: other.yaml, service: web }
volumes: { data: {} }
secrets: { s: { file: ./secret } }
include: [other.yaml]
`;

const JSON_STATE = JSON.stringify(
  { apiVersion: 'colo.dev/v1alpha1', kind: 'ActualState', checksum: 'x' },
  null,
  1,
);

/** Entries of archives, one a line; `|` is a line end in their content. */
const ARCHIVE = [
  '5 755 0 ./\n5 755 0 ./web/\n0 644 = ./web/compose.yaml services: {}\n0 4755 = ./web/run.sh x',
  'g 644 = pax 21 comment=a commit|\nx 644 = pax 18 path=web/long1|\n0 644 = short text\nL 644 = ././@LongLink web/other\n0 644 = s t',
  '2 777 0 link\n1 644 0 hard\n3 644 0 dev\nS 644 0 sparse\nx 644 = pax 22 GNU.sparse.major=1|\n0 644 = sparse2 x',
];

export type Corpus = Readonly<Record<FuzzTarget['seeds'], readonly string[]>>;

/** The texts that are mutated: this repository's own examples, and samples of what is not in files. */
export async function readCorpus(): Promise<Corpus> {
  const samples = (await Promise.all(FOLDERS.map((folder) => readSamples(join(root, folder))))).flat();
  const yaml = samples.filter(({ name }) => /\.ya?ml$/.test(name)).map(({ text }) => text);
  const compose = samples.filter(({ name }) => /compose/.test(name)).map(({ text }) => text);
  // Documents that the pages show are samples too: some kinds have no file of their own.
  const shown = samples
    .filter(({ name }) => name.endsWith('.md'))
    .flatMap(({ text }) =>
      [...text.matchAll(/^```yaml\n(?<code>[\s\S]*?)^```/gm)].map(({ groups }) => groups?.['code'] ?? ''),
    );
  return {
    yaml: [...yaml, ...shown],
    json: [JSON_STATE, ...samples.filter(({ name }) => name.endsWith('.json')).map(({ text }) => text)],
    compose: [COMPOSE, ...compose],
    words: WORDS,
    node: [NODE],
    hook: HOOK,
    archive: ARCHIVE,
    env: ['GREETING=Hello\nexport PORT=80\n# a comment\nNAME="a b"\n'],
  };
}

async function readSamples(
  folder: string,
): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && /\.(?:ya?ml|json|md)$/.test(entry.name));
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  const samples = await Promise.all(
    paths.map(async (path) => ({ name: path, text: await readFile(path, 'utf8') })),
  );
  return samples.filter(({ text }) => text.length <= MAX_SAMPLE);
}
