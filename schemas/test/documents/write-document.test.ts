import fc from 'fast-check';
import t from 'tap';
import { parseDocument } from 'yaml';
import { readDesiredState } from '../../src/documents/read-desired-state.ts';
import { readSite } from '../../src/documents/read-site.ts';
import { writeDocument } from '../../src/documents/write-document.ts';
import { quoteText, writeNumber } from '../../src/documents/writer/quote-scalar.ts';
import type { DesiredState, ParameterValue } from '../../src/generated/desired-state.ts';
import type { Site } from '../../src/generated/site.ts';
import { samples } from '../fixtures/documents.ts';

const name = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
const parameterName = fc
  .stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/)
  .filter((each) => !/^(?:constructor|prototype|__proto__)$/.test(each));
const refused = /[\0\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;
const tricky = fc.constantFrom(
  'yes',
  'NO',
  'on',
  'Off',
  'y',
  'n',
  'null',
  '~',
  '',
  ' ',
  '1.0',
  '0o7',
  '017',
  '0x1F',
  '1e3',
  '.inf',
  '-.5',
  '2026-01-31',
  '12:30:45',
  '1_000',
  '- a',
  'a: b',
  'a #b',
  '#b',
  '*a',
  '&a',
  '!a',
  '|',
  '>',
  '%a',
  '@a',
  '`a',
  '"',
  "'",
  '{}',
  '[]',
  ',',
  '?',
  'a\nb',
  '\n',
  'a\r\n',
  '\t',
  'a ',
  ' a',
  'ü',
  '漢',
  '😀',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\u007f',
  '---',
  '...',
  '<<',
  '=',
  'x'.repeat(3000),
  'true',
  'deadbeef',
  '1234567e8',
);
const text = fc
  .oneof(tricky, fc.string({ unit: 'binary', maxLength: 12 }))
  .filter((each) => !refused.test(each));
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((each) => !Object.is(each, -0)),
);
const scalar = fc.oneof(text, number, fc.boolean());
const value: fc.Arbitrary<ParameterValue> = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }));
const values = fc.dictionary(parameterName, value, { maxKeys: 4, noNullPrototype: true });
const byApplication = fc.dictionary(name, values, { maxKeys: 3, noNullPrototype: true });
const free = fc.dictionary(
  text.filter((each) => each.length < 40 && !/^(?:constructor|prototype|__proto__)$/.test(each)),
  fc
    .jsonValue({ maxDepth: 2 })
    .filter(
      (each) =>
        !/\\u(?:0000|061c|20[0-6]|d[89a-f])|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|__proto__|constructor|prototype|-0/iu.test(
          JSON.stringify(each),
        ) && !hasMinusZero(each),
    ),
  { maxKeys: 3, noNullPrototype: true },
);

function hasMinusZero(each: unknown): boolean {
  if (Object.is(each, -0)) return true;
  return typeof each === 'object' && each !== null && Object.values(each).some(hasMinusZero);
}

const sites: fc.Arbitrary<Site> = fc
  .record({ parameters: byApplication, hostParameters: byApplication, description: text, properties: free })
  .map(({ parameters, hostParameters, description, properties }) => {
    const [first, ...others] = samples.yaml.Site.spec.hosts;
    if (first === undefined) throw new Error('the sample has no host');
    const host = {
      ...first,
      capabilities: { ...first.capabilities, properties },
      parameters: hostParameters,
    };
    return {
      ...samples.yaml.Site,
      metadata: { ...samples.yaml.Site.metadata, description: [...description].slice(0, 400).join('') },
      spec: { parameters, hosts: [host, ...others] },
    };
  });

const states: fc.Arbitrary<DesiredState> = fc
  .record({ overrides: values, properties: free })
  .map(({ overrides, properties }) => {
    const [first] = samples.yaml.DesiredState.spec.deployments;
    if (first === undefined) throw new Error('the sample has no deployment');
    const targets = [{ pointer: 'X', components: ['hello'] }];
    const parameters = Object.fromEntries(
      Object.entries(overrides).map(([key, each]) => [key, { value: each, targets }]),
    );
    const profile = { ...first.profile, components: [{ name: 'hello', properties }] };
    const deployment = { ...first, overrides, parameters, profile, hostParameters: { 'edge-01': overrides } };
    return { ...samples.yaml.DesiredState, spec: { deployments: [deployment] } };
  });

/** Keys in any order are the same value. */
function sortKeys(each: unknown): unknown {
  if (Array.isArray(each)) return each.map(sortKeys);
  if (typeof each !== 'object' || each === null) return each;
  return Object.fromEntries(
    Object.entries(each)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, item]) => [key, sortKeys(item)]),
  );
}

function reverseKeys<T>(each: T): T;
function reverseKeys(each: unknown): unknown {
  if (Array.isArray(each)) return each.map((item: unknown) => reverseKeys(item));
  if (typeof each !== 'object' || each === null) return each;
  return Object.fromEntries(
    Object.entries(each)
      .reverse()
      .map(([key, item]) => [key, reverseKeys(item)]),
  );
}

t.test('what is written is read back, and written again as the same bytes', async (t) => {
  fc.assert(
    fc.property(sites, (site) => {
      const written = writeDocument(site);
      const read = readSite(written, { file: 'x' });
      t.match(read, { ok: true });
      if (!read.ok) return false;
      t.same(sortKeys(read.value), sortKeys(site));
      return (
        JSON.stringify(sortKeys(read.value)) === JSON.stringify(sortKeys(site)) &&
        writeDocument(read.value) === written
      );
    }),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(states, (state) => {
      const written = writeDocument(state);
      const read = readDesiredState(written, { file: 'x' });
      if (!read.ok) return false;
      return (
        JSON.stringify(sortKeys(read.value)) === JSON.stringify(sortKeys(state)) &&
        writeDocument(read.value) === written
      );
    }),
    { numRuns: 300 },
  );
});

t.test('the order of keys in memory does not matter', async () => {
  fc.assert(
    fc.property(states, (state) => writeDocument(reverseKeys(state)) === writeDocument(state)),
    { numRuns: 200 },
  );
});

t.test('one changed value is one changed line', async () => {
  fc.assert(
    fc.property(sites, scalar, scalar, (site, before, after) => {
      fc.pre(!Object.is(before, after));
      const put = (each: ParameterValue): string[] => {
        const parameters = { ...site.spec.parameters, zzz: { p: each } };
        return writeDocument({ ...site, spec: { ...site.spec, parameters } }).split('\n');
      };
      const [left, right] = [put(before), put(after)];
      return left.length === right.length && left.filter((line, index) => line !== right[index]).length === 1;
    }),
    { numRuns: 300 },
  );
});

t.test('readers of YAML 1.1 and 1.2 see the same texts and numbers', async () => {
  fc.assert(
    fc.property(scalar, (each) => {
      const line = `k: ${typeof each === 'string' ? quoteText(each) : typeof each === 'number' ? writeNumber(each) : String(each)}\n`;
      const plain = line.includes('\n') && line.split('\n').length === 2;
      return (
        plain &&
        (['1.1', '1.2'] as const).every((version) => {
          const found: unknown = parseDocument(line, { version }).get('k');
          return Object.is(found, each);
        })
      );
    }),
    { numRuns: 2000 },
  );
});

t.test('a desired state looks like this', async (t) => {
  const [first] = samples.yaml.DesiredState.spec.deployments;
  if (first === undefined) throw new Error('the sample has no deployment');
  const { track: _track, hold: _hold, hostParameters: _host, ...deployment } = first;

  t.equal(
    writeDocument({
      ...samples.yaml.DesiredState,
      spec: { deployments: [{ ...deployment, hosts: ['edge-01'] }] },
    }),
    `apiVersion: colo.dev/v1alpha1
kind: DesiredState
metadata:
  site: eu/berlin
spec:
  deployments:
    - id: "5f0c1c4e-9b1a-5c3e-8d2f-0a1b2c3d4e5f"
      applicationId: hello-world
      version: "1.0"
      source:
        repository: acme/apps
        path: apps/hello-world
        commit: "${'5'.repeat(40)}"
        digest: "sha256:${'a1'.repeat(32)}"
      hosts:
        - edge-01
      profile:
        id: hello-process
        type: process
        components:
          - name: hello
            properties:
              packageLocation: server
              timeout: "2m0s"
              wait: true
      overrides:
        greeting: Hello
      parameters:
        greeting:
          value: Hello
          targets:
            - pointer: GREETING
              components:
                - hello
`,
  );
});

t.test('empty lists and maps, and keys that need quotes', async (t) => {
  const written = writeDocument({ ...samples.yaml.DesiredState, spec: { deployments: [] } });
  const labels = writeDocument({
    ...samples.yaml.Site,
    metadata: { name: 'a', labels: { on: 'x', '1': 'y' } },
    spec: { hosts: [], parameters: {} },
  });

  t.match(written, 'spec:\n  deployments: []\n');
  t.match(labels, '  labels:\n    "1": "y"\n    "on": x\nspec:\n  parameters: {}\n  hosts: []\n');
});

const unwritable: readonly (readonly [string, Record<string, ParameterValue>, string])[] = [
  ['NaN', { b: Number.NaN }, 'DOCUMENT_UNWRITABLE'],
  ['infinity', { b: [1, Number.NEGATIVE_INFINITY] }, 'DOCUMENT_UNWRITABLE'],
  ['NUL', { b: 'x\0' }, 'DOCUMENT_UNWRITABLE'],
  ['a bidirectional control', { b: '\u202e' }, 'DOCUMENT_UNWRITABLE'],
  ['half a surrogate pair', { b: '\ud800' }, 'DOCUMENT_UNWRITABLE'],
  ['a key that reaches a prototype', { constructor: 'x' }, 'DOCUMENT_UNWRITABLE'],
  ['too much', { b: 'x'.repeat(1024 * 1024) }, 'DOCUMENT_TOO_LARGE'],
];
for (const [what, parameters, code] of unwritable) {
  t.test(`${what} is not written`, async (t) => {
    const site = { ...samples.yaml.Site, spec: { hosts: [], parameters: { a: parameters } } };

    t.throws(() => writeDocument(site), { code });
  });
}
