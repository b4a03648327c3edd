import fc from 'fast-check';
import t from 'tap';
import { parseYaml } from '../../../src/documents/yaml/parse-yaml.ts';

/** `CODE line:column` of every fault. */
function listFaults(text: string, maxBytes?: number): readonly string[] {
  const result = parseYaml(text, maxBytes === undefined ? { file: 'x.yaml' } : { file: 'x.yaml', maxBytes });
  if (result.ok) return [];
  return result.diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`);
}

function readPlain(text: string): unknown {
  const result = parseYaml(text, { file: 'x.yaml' });
  return result.ok ? result.value.value : result.diagnostics;
}

const refused: readonly (readonly [string, string, readonly string[]])[] = [
  ['nothing', '', ['DOCUMENT_EMPTY 1:1']],
  ['only a comment', '# later\n', ['DOCUMENT_EMPTY 1:1']],
  ['only a start marker', '---\n', ['DOCUMENT_EMPTY 1:1']],
  ['a key twice', 'a: 1\nb: 2\na: 3\n', ['DOCUMENT_DUPLICATE_KEY 3:1']],
  ['a key twice below', 'a:\n  - {b: 1, "b": 2}\n', ['DOCUMENT_DUPLICATE_KEY 2:12']],
  ['a broken list', 'a: [1\nb: 2\n', ['DOCUMENT_SYNTAX 1:4']],
  ['a tab as indent', 'a:\n\tb: 1\n', ['DOCUMENT_SYNTAX 2:1']],
  ['two documents', 'a: 1\n---\nb: 2\n', ['DOCUMENT_SYNTAX 2:1']],
  ['a directive', '%YAML 1.1\n---\na: yes\n', ['DOCUMENT_SYNTAX 1:1']],
  ['a tag', 'a: !!js/function "x"\n', ['DOCUMENT_TAG_REFUSED 1:18']],
  ['a tag of a list', 'a: !thing [1]\n', ['DOCUMENT_TAG_REFUSED 1:11']],
  ['a merge key', 'a: &a {b: 1}\nc:\n  <<: *a\n', ['DOCUMENT_KEY_REFUSED 3:3']],
  ['a number as key', '1: a\n', ['DOCUMENT_KEY_REFUSED 1:1']],
  ['a truth value as key', 'true: a\n', ['DOCUMENT_KEY_REFUSED 1:1']],
  ['a list as key', '? [a]\n: b\n', ['DOCUMENT_KEY_REFUSED 1:3']],
  ['__proto__', 'a:\n  __proto__: {b: 1}\n', ['DOCUMENT_KEY_REFUSED 2:3']],
  ['constructor', 'constructor: 1\n', ['DOCUMENT_KEY_REFUSED 1:1']],
  ['prototype', '"prototype": 1\n', ['DOCUMENT_KEY_REFUSED 1:1']],
  ['an endless key', `${'k'.repeat(600)}: 1\n`, ['DOCUMENT_KEY_REFUSED 1:1']],
  ['NUL by escape', 'a: "b\\0c"\n', ['DOCUMENT_CHARACTER_REFUSED 1:4']],
  ['NUL by escape in a key', '"b\\0c": 1\n', ['DOCUMENT_CHARACTER_REFUSED 1:1']],
  ['NUL', 'a: b\0c\n', ['DOCUMENT_CHARACTER_REFUSED 1:5']],
  ['a text that runs backwards', 'a: x\u202ey\n', ['DOCUMENT_CHARACTER_REFUSED 1:5']],
  ['the same in a comment', 'a: x # \u2066y\n', ['DOCUMENT_CHARACTER_REFUSED 1:8']],
  ['the same by escape', 'a: "\\u202e"\n', ['DOCUMENT_CHARACTER_REFUSED 1:4']],
  ['half a surrogate pair', 'a: "\\ud800"\n', ['DOCUMENT_CHARACTER_REFUSED 1:4']],
  ['a number too large', 'a: 9007199254740993\n', ['DOCUMENT_NUMBER_INEXACT 1:4']],
  ['infinity', 'a: .inf\n', ['DOCUMENT_NUMBER_INEXACT 1:4']],
  ['not a number', 'a: [.nan]\n', ['DOCUMENT_NUMBER_INEXACT 1:5']],
  ['an alias of what is around it', 'a: &a [*a]\n', ['DOCUMENT_TOO_MANY_ALIASES 1:8']],
  ['an alias of nothing', 'a: *b\n', ['DOCUMENT_SYNTAX 1:4']],
  ['an alias as key', 'a: &a b\n*a : c\n', ['DOCUMENT_KEY_REFUSED 2:1']],
  ['depth in flow style', '['.repeat(100_000), ['DOCUMENT_TOO_DEEP 1:65']],
  ['depth in block style', '- '.repeat(100_000), ['DOCUMENT_TOO_DEEP 1:129']],
  [
    'half a pair behind what is too deep',
    `${'{'.repeat(70)}\n\na: \ud800`,
    ['DOCUMENT_CHARACTER_REFUSED 3:4'],
  ],
  ['depth in keys', `${'? '.repeat(1000)}a`, ['DOCUMENT_TOO_DEEP 1:129']],
];
for (const [name, text, expected] of refused) {
  t.test(`refuses ${name}`, async (t) => {
    t.same(listFaults(text), expected);
  });
}

t.test('names both places of a key that stands twice', async (t) => {
  const result = parseYaml('a: 1\nb:\n  c: 1\n  c: 2\n', { file: 'x.yaml' });
  if (result.ok) throw new Error('was accepted');

  t.equal(
    result.diagnostics[0]?.message,
    'the key c is here a second time; the first one is at line 3, column 3',
  );
});

/** Faults for which the YAML library has words of its own, which say nothing to people. */
const worded: readonly (readonly [text: string, place: string, said: RegExp])[] = [
  [
    'a:\n  - b: 1\n   c: 2\n',
    '3:1',
    /part of a list, but starts with no dash.*\. Indent it as the keys of its entry/,
  ],
  ['a:\n  - 1\n - 2\n', '3:1', /the dash is indented like none of the lists above\. Indent/],
  ['a: 1\nb\n', '2:1', /here stands a text, but a key with a colon is needed\. Write key: value/],
  ['a:1\nb: 2\n', '1:1', /here stands a text, but a key with a colon is needed\. Write key: value/],
  ['a: {b: 1 c: 2}\n', '1:8', /a comma is missing.*\. Put a comma/],
  ['a: [1, "b" "c"]\n', '1:12', /a comma is missing.*\. Put a comma/],
  ['a: [1,,2]\n', '1:7', /a comma without an entry before it\. Remove the comma/],
  ['a: [1]]\n', '1:7', /a bracket is closed that was not opened\. Remove it/],
  ['a: "x" y\n', '1:8', /behind a value that has ended already\. Put the whole value in quotes/],
  ['a: - b\n', '1:4', /a list with dashes starts on the line of its key\. Start the list on a new line/],
  ['a: "\\d"\n', '1:5', /a backslash in double quotes.*\. Double the backslash/],
  ['a: "b"#c\n', '1:7', /a # stands directly behind a value\. Put a space before/],
  ['a: *\n', '1:4', /starts with & or \*\. Put the value in quotes/],
];
for (const [text, place, said] of worded) {
  t.test(`says what to do: ${JSON.stringify(text)}`, async (t) => {
    const result = parseYaml(text, { file: 'x.yaml' });
    const [fault] = result.ok ? [] : result.diagnostics;

    t.equal(`${fault?.line}:${fault?.column}`, place);
    t.match(`${fault?.message}. ${fault?.fix}`, said);
  });
}

t.test('bounds the size in bytes, not in characters', async (t) => {
  t.same(listFaults('a: ä\n', 6), []);
  t.same(listFaults('a: ä\n', 5), ['DOCUMENT_TOO_LARGE 1:1']);
  t.same(listFaults(`a: ${'b'.repeat(1024 * 1024)}\n`), ['DOCUMENT_TOO_LARGE 1:1']);
});

t.test('follows aliases within bounds', async (t) => {
  const laughs = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 9; level += 1) {
    laughs.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`);
  }

  t.same(readPlain('a: &a {b: 1}\nc: *a\nd: [*a, *a]\n'), {
    a: { b: 1 },
    c: { b: 1 },
    d: [{ b: 1 }, { b: 1 }],
  });
  t.match(listFaults(laughs.join('\n')), [/^DOCUMENT_TOO_MANY_ALIASES /]);
  t.equal(listFaults(laughs.join('\n')).length, 1);
});

t.test('reports a fault behind an alias once', async (t) => {
  t.same(listFaults('a: &a {b: 1, b: 2}\nc: *a\nd: *a\n'), ['DOCUMENT_DUPLICATE_KEY 1:14']);
});

t.test('reads scalars as YAML 1.2 does', async (t) => {
  t.same(readPlain('a: yes\nb: 0o17\nc: 017\nd: ~\ne: 1.50\nf: 2026-01-01\ng: 12:30:45\n'), {
    a: 'yes',
    b: 15,
    c: 17,
    d: null,
    e: 1.5,
    f: '2026-01-01',
    g: '12:30:45',
  });
});

t.test('finds the place and the raw text of every value', async (t) => {
  const result = parseYaml('\ufeffa:\r\n  b: [1.0, "x"]\r\n  "c/d~e": {f: }\r\ng: &g [{h: 1}]\r\ni: *g\r\n', {
    file: 'x',
  });
  if (!result.ok) throw new Error('was refused');
  const { locate, locateKey, rawScalar } = result.value;

  t.match(locate('/a/b/1'), { line: 2, column: 12, pointer: '/a/b/1', file: 'x' });
  t.match(locate(['a', 'b', 0]), { line: 2, column: 7, pointer: '/a/b/0' });
  t.equal(rawScalar(['a', 'b', 0]), '1.0');
  t.match(locateKey(['a', 'c/d~e']), { line: 3, column: 3, pointer: '/a/c~1d~0e' });
  t.match(locate('/a/c~1d~0e/f'), { line: 3 });
  t.match(locate('/i/0/h'), { line: 4, column: 12 });
  t.match(locate('/a/missing/further'), { line: 2, column: 3 }, 'the nearest value around a missing one');
  t.match(locate(''), { line: 1, pointer: '' });
});

t.test('never throws, whatever the text', async () => {
  const piece = fc.constantFrom(
    'a',
    ':',
    ' ',
    '\n',
    '- ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '"',
    "'",
    '&a',
    '*a',
    '!!str ',
    '|',
    '>',
    '#',
    '%',
    '?',
    '<<',
    '\t',
    '0',
    '\0',
    '\ud800',
    '---\n',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      parseYaml(pieces.join(''), { file: 'x.yaml' });
    }),
    { numRuns: 2000 },
  );
});

t.test('reads back every JSON text', async (t) => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 20 })
    .filter((each) => listFaults(JSON.stringify(each)).length === 0);
  const key = text.filter((each) => !['__proto__', 'constructor', 'prototype'].includes(each));
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      text,
      fc.boolean(),
      fc.constant(null),
      fc.integer(),
      tie('list'),
      tie('map'),
    ),
    list: fc.array(tie('value'), { maxLength: 4 }),
    map: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  }));
  fc.assert(
    fc.property(value.map, (expected) => {
      const found = readPlain(JSON.stringify(expected));
      t.same(JSON.stringify(found), JSON.stringify(expected));
      return JSON.stringify(found) === JSON.stringify(expected);
    }),
    { numRuns: 200 },
  );
});

const jsonCases: readonly (readonly [name: string, text: string, fault?: string])[] = [
  ['JSON', '{\n  "a": [1, -2.5e3, true, null, "x, ] // # \\" }"],\n  "b": {}\n}\n'],
  ['a comma before a brace', '{\n  "a": 1,\n}\n', '2:9 JSON has no comma before }'],
  ['a comma before a bracket', '{ "a": [1, 2, ] }', '1:13 JSON has no comma before ]'],
  ['a comment', '{\n  "a": 1 # one\n}\n', '2:10 JSON has no comments'],
  ['single quotes', "{ 'a': 1 }", '1:3 JSON has double quotes only'],
  ['a bare key', '{ a: 1 }', '1:3 JSON has no words or numbers of this form'],
  ['a number with a leading zero', '{ "a": 010 }', '1:8 JSON has no words or numbers of this form'],
  [
    'a bare word that begins as one of JSON',
    '{ "a": nulls }',
    '1:8 JSON has no words or numbers of this form',
  ],
  ['plain YAML', '"a": 1\n', '1:1 the text is YAML, but not JSON'],
];
for (const [name, text, fault] of jsonCases) {
  t.test(`a file that ends in .json: ${name}`, async (t) => {
    const read = parseYaml(text, { file: 'status.json' });
    const found = read.ok
      ? undefined
      : read.diagnostics.map(
          ({ code, line, column, message }) =>
            `${code} ${line}:${column} ${message.replace('the JSON cannot be read: ', '')}`,
        );

    t.same(found, fault === undefined ? undefined : [`DOCUMENT_SYNTAX ${fault}`]);
    t.ok(parseYaml(text, { file: 'status.yaml' }).ok, 'YAML takes it');
  });
}
