import t from 'tap';
import { digestText } from '../../../src/digests/digest-text.ts';
import type { Diagnostic } from '../../../src/documents/diagnostic.ts';
import { compareDocuments, joinFindings } from '../../../src/margo/documents/compare-documents.ts';
import type { MargoDocument } from '../../../src/margo/documents/margo-document.ts';
import { pr1Text } from '../fixtures.ts';
import { read } from './judge.ts';

const id = '0b0e7f0c-31a4-4b7e-9d5c-6f1b8e2a9d10';

function open(text: string, file: string): MargoDocument {
  const { document } = read(text, file);
  if (document === undefined) throw new Error(`${file} has not the shape of a document`);
  return document;
}

function deployment(applicationId: string, ...components: readonly string[]): string {
  const list = components.map(
    (name) => `{ name: ${name}, properties: { repository: oci://x.test/w, revision: 1.0.0 } }`,
  );
  return `id: ${id}\nmetadata: { name: x, namespace: x, deviceId: d }\nspec:\n  applicationId: ${applicationId}\n  deploymentProfile: { type: compose, components: [${list.join(', ')}] }\n`;
}

function status(...components: readonly string[]): string {
  const list = components.map((name) => `{ name: ${name}, state: pending }`);
  return `deploymentId: ${id.toUpperCase()}\nadoptedManifestVersion: 1\nstatus: { state: pending }\ncomponents: [${list.join(', ')}]\n`;
}

function manifest(version: number, digest: string): string {
  return `manifestVersion: ${version}\nbundle: { mediaType: application/vnd.margo.bundle.v1+tar+gzip, digest: "${digest}", url: /b }\ndeployments:\n  - { deploymentId: ${id}, digest: "${digest}", url: /d }\n`;
}

function show(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`);
}

function compare(texts: Readonly<Record<string, string>>, isOrdered = true): readonly Diagnostic[] {
  return compareDocuments(
    Object.entries(texts).map(([file, text]) => open(text, file)),
    { isOrdered },
  );
}

t.test('documents that agree, in any order', async (t) => {
  const text = deployment('hello', 'web', 'db');

  t.same(compare({ s: status('db', 'web'), d: text, m: manifest(1, digestText(text)) }), []);
});

t.test('a status that lacks components of its deployment', async (t) => {
  const found = compare({ d: deployment('hello', 'web', 'db', 'cache'), s: status('web') });

  t.same(show(found), ['s:4:13 MARGO_STATUS_COMPONENT_MISSING']);
  t.match(found[0]?.message, /lacks db, cache of its deployment/);
});

t.test('a misspelt component is one fault, with the name that is meant', async (t) => {
  const found = compare({ d: deployment('hello', 'web', 'cache'), s: status('web', 'cahce') });

  t.same(show(found), ['s:4:53 MARGO_STATUS_COMPONENT_UNKNOWN']);
  t.match(found[0], { fix: 'Write cache.' });
});

t.test('a status of another deployment is not compared', async (t) => {
  t.same(compare({ d: deployment('hello', 'web').replace('0b0e', '1b0e'), s: status('db') }), []);
});

t.test('a deployment of another application than the description beside it', async (t) => {
  const found = compare({ d: deployment('helo', 'web'), p: pr1Text });

  t.same(show(found), ['d:4:18 MARGO_APPLICATION_MISMATCH']);
  t.match(found[0], { fix: 'Write hello.' });
  t.same(compare({ d: deployment('helo', 'web') }), [], 'no description, nothing to compare');
  t.same(compare({ d: deployment('hello', 'web'), p: pr1Text }), []);
});

t.test('a manifest with the digest of a deployment before it was edited', async (t) => {
  const digest = `sha256:${'1'.repeat(64)}`;
  const text = deployment('hello', 'web');
  const found = compare({ m: manifest(1, digest), d: text });

  t.same(show(found), ['m:4:67 MARGO_MANIFEST_DIGEST']);
  t.match(found[0], { fix: `Write ${digestText(text)}.` });
});

t.test('versions of manifests that do not grow', async (t) => {
  const digest = `sha256:${'1'.repeat(64)}`;
  const texts = { a: manifest(4, digest), b: `${manifest(4, digest)}# edited\n`, c: manifest(3, digest) };

  t.same(show(compare(texts)), ['b:1:18 MARGO_MANIFEST_VERSION', 'c:1:18 MARGO_MANIFEST_VERSION']);
  t.same(compare(texts, false), [], 'in no order, nothing to compare');
});

t.test('an overall error names its deployment as the source; that of a gateway does not', async (t) => {
  function failed(source: string, code = 'OOM'): string {
    const error = `error: { code: "${code}", source: ${source}, message: killed }`;
    return status('web')
      .replace('status: { state: pending }', `status: { state: failed, ${error} }`)
      .replace('state: pending', 'state: failed, error: { code: OOM, source: web, message: killed }');
  }
  const found = compare({ d: deployment('hello', 'web'), s: failed('hello') });

  t.match(show(found), [/^s:3:\d+ MARGO_STATUS_SOURCE_WRONG$/]);
  t.match(found, [{ fix: 'Write x.' }]);
  t.same(compare({ d: deployment('hello', 'web'), s: failed('x') }), []);
  t.same(compare({ d: deployment('hello', 'web'), s: failed('gateway-1', '101') }), []);
});

t.test('a misspelt component with an error of the right source is one fault, at its name', async (t) => {
  const text = status('web')
    .replace('state: pending }\n', 'state: failed, error: { code: E, source: x, message: m } }\n')
    .replace(
      'name: web, state: pending',
      'name: wbe, state: failed, error: { code: E, source: web, message: m }',
    );
  const alone = read(text, 's').diagnostics;

  const found = joinFindings(alone, compare({ d: deployment('hello', 'web'), s: text }));

  t.same(show(alone), ['s:4:68 MARGO_STATUS_SOURCE_WRONG']);
  t.same(show(found), ['s:4:22 MARGO_STATUS_COMPONENT_UNKNOWN']);
});
