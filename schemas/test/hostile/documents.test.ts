import t, { type Test } from 'tap';
import type { Diagnostic, ReadResult } from '../../src/documents/diagnostic.ts';
import { readActualState } from '../../src/documents/read-actual-state.ts';
import { readCoConfig } from '../../src/documents/read-co-config.ts';
import { readDesiredState } from '../../src/documents/read-desired-state.ts';
import { readEvent } from '../../src/documents/read-event.ts';
import { readFleetPolicy } from '../../src/documents/read-fleet-policy.ts';
import { readLoConfig } from '../../src/documents/read-lo-config.ts';
import { readSite } from '../../src/documents/read-site.ts';
import { readPackage } from '../../src/margo/read-package.ts';

const FILE = 'x.yaml';

/** Every reader of a document that others can write. */
const readers: Readonly<Record<string, (text: string) => ReadResult<unknown>>> = {
  'desired state': (text) => readDesiredState(text, { file: FILE, site: 'eu/berlin' }),
  site: (text) => readSite(text, { file: FILE, site: 'eu/berlin' }),
  'fleet policy': (text) => readFleetPolicy(text, { file: FILE }),
  event: (text) => readEvent(text, { file: FILE }),
  'LO configuration': (text) => readLoConfig(text, { file: FILE }),
  'CO configuration': (text) => readCoConfig(text, { file: FILE }),
  'actual state': (text) => readActualState(text, { file: FILE }),
  package: (text) => readPackage(text, { file: FILE }),
};

/** One sample for each class, and what every reader but that of JSON says first. */
const classes: readonly (readonly [string, string, string])[] = [
  ['an alias bomb', bomb(), 'DOCUMENT_TOO_MANY_ALIASES'],
  ['aliases that nest deeply', nestedAliases(), 'DOCUMENT_TOO_DEEP 3:37'],
  ['deep lists', '['.repeat(50_000), 'DOCUMENT_TOO_DEEP 1:65'],
  ['deep maps', '{a: '.repeat(20_000), 'DOCUMENT_TOO_DEEP'],
  ['a huge scalar', `a: ${'b'.repeat(2 * 1024 * 1024)}\n`, 'DOCUMENT_TOO_LARGE 1:1'],
  ['a key twice', 'kind: Site\nkind: Site\n', 'DOCUMENT_DUPLICATE_KEY 2:1'],
  ['__proto__', 'a:\n  "__proto__": {polluted: 1}\n', 'DOCUMENT_KEY_REFUSED 2:3'],
  ['__proto__ by escape', 'a:\n  "\\x5f_proto__": {polluted: 1}\n', 'DOCUMENT_KEY_REFUSED 2:3'],
  ['constructor', 'constructor: {prototype: {polluted: 1}}\n', 'DOCUMENT_KEY_REFUSED 1:1'],
  ['a merge', 'a: &a {b: 1}\nc: {<<: *a}\n', 'DOCUMENT_KEY_REFUSED 2:5'],
  ['a tag', 'a: !!js/function "x"\n', 'DOCUMENT_TAG_REFUSED 1:18'],
  ['NUL', 'a: b\0\n', 'DOCUMENT_CHARACTER_REFUSED 1:5'],
  ['text that runs backwards', 'a: \u202eb\n', 'DOCUMENT_CHARACTER_REFUSED 1:4'],
];
for (const [name, text, expected] of classes) {
  t.test(`every reader refuses ${name}, with its place`, async (t) => {
    for (const [reader, read] of Object.entries(readers)) {
      const result = read(text);
      if (result.ok) throw new Error(`${reader} accepted it`);

      const [first] = result.diagnostics;
      checkPlaces(t, result.diagnostics, reader);
      if (reader === 'actual state') continue;
      t.equal(`${first?.code} ${first?.line}:${first?.column}`.startsWith(expected), true, reader);
    }
    t.equal(Reflect.get({}, 'polluted'), undefined);
  });
}

t.test('a chain of aliases within all bounds stays readable', async (t) => {
  const result = readSite('a: &a [1]\nb: &b [*a]\nc: [*b, *a]\n', { file: FILE, site: 'eu/berlin' });

  if (result.ok) throw new Error('was accepted');
  t.notMatch(result.diagnostics, [{ code: 'DOCUMENT_TOO_DEEP' }]);
});

t.test('a pattern that takes other engines years is judged at once', async (t) => {
  const values = 'a'.repeat(40_000);
  for (const pattern of ['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '(?:a?){500}a{500}$', '(.*a){12}$']) {
    const result = readPackage(packageWithPattern(pattern, `${values}!`), { file: 'margo.yaml' });

    if (!result.ok) checkPlaces(t, result.diagnostics, pattern);
    t.pass(pattern);
  }
});

t.test('a pattern that is beyond the engine is a fault with its place', async (t) => {
  for (const pattern of ['(', '(?=a)', '\\1', '((a{1000}){1000}){1000}', `${'('.repeat(2000)}`]) {
    const result = readPackage(packageWithPattern(pattern, 'a'), { file: 'margo.yaml' });

    if (result.ok) throw new Error(`${pattern.slice(0, 20)} was accepted`);
    checkPlaces(t, result.diagnostics, pattern.slice(0, 20));
  }
});

function checkPlaces(t: Test, diagnostics: readonly Diagnostic[], name: string): void {
  t.ok(diagnostics.length > 0 && diagnostics.length <= 200, `${name}: a bounded number of faults`);
  const isPlaced = diagnostics.every(({ file, line, column }) => file !== '' && line >= 1 && column >= 1);
  t.ok(isPlaced, `${name}: file, line and column`);
  t.notMatch(JSON.stringify(diagnostics.map(({ message }) => message)), /\\u[0-9a-f]{4}|\u202e/u, name);
}

/** Nine lines that stand for a billion values. */
function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 9; level += 1) {
    lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`);
  }
  return lines.join('\n');
}

/** Each line is within the bound; what the last one stands for is not. */
function nestedAliases(): string {
  const wrap = (text: string) => `${'['.repeat(30)}${text}${']'.repeat(30)}`;
  return `a: &a ${wrap('x')}\nb: &b ${wrap('*a')}\nc: &c ${wrap('*b')}\n`;
}

function packageWithPattern(pattern: string, value: string): string {
  return `apiVersion: margo.org/v1-alpha1
kind: ApplicationDescription
metadata:
  id: hello
  name: Hello
  version: "1.0"
  catalog: { organization: [ { name: Example } ] }
deploymentProfiles:
  - type: process
    id: p
    components: [ { name: web, properties: { packageLocation: web, command: [sh] } } ]
parameters:
  greeting: { value: ${JSON.stringify(value)}, targets: [ { pointer: GREETING, components: [web] } ] }
configuration:
  sections: [ { name: s, settings: [ { parameter: greeting, name: g, schema: text } ] } ]
  schema: [ { name: text, dataType: string, regexMatch: ${JSON.stringify(pattern)} } ]
`;
}
