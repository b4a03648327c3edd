import t from 'tap';
import { LineCounter } from 'yaml';
import { writeDocument } from '../../../src/documents/write-document.ts';
import { MAX_DOCUMENT_BYTES, MAX_DOCUMENT_TOKENS } from '../../../src/documents/yaml/limits.ts';
import { parseForeignYaml } from '../../../src/documents/yaml/parse-foreign-yaml.ts';
import { parseYaml } from '../../../src/documents/yaml/parse-yaml.ts';
import { readTokens } from '../../../src/documents/yaml/read-tokens.ts';

/** As much of a piece as a document may have by its size. */
function fill(piece: string, before = ''): string {
  return before + piece.repeat(Math.floor((MAX_DOCUMENT_BYTES - before.length) / piece.length));
}

/** Texts that are small enough, and each byte of which is work. */
const hostile: readonly (readonly [string, string, 'DOCUMENT_TOO_LARGE' | 'DOCUMENT_TOO_DEEP'])[] = [
  ['open lists', fill('['), 'DOCUMENT_TOO_DEEP'],
  ['open maps', fill('{a: '), 'DOCUMENT_TOO_DEEP'],
  ['lists of one line', fill('- '), 'DOCUMENT_TOO_DEEP'],
  ['keys of keys', fill('? '), 'DOCUMENT_TOO_DEEP'],
  ['empty lists', fill('[],', '['), 'DOCUMENT_TOO_LARGE'],
  ['commas', fill(',', '['), 'DOCUMENT_TOO_LARGE'],
  ['words', fill('a,', '['), 'DOCUMENT_TOO_LARGE'],
  ['entries', fill('-\n'), 'DOCUMENT_TOO_LARGE'],
  ['comments', fill('#\n'), 'DOCUMENT_TOO_LARGE'],
  ['line ends', fill('\n'), 'DOCUMENT_TOO_LARGE'],
  ['anchors', fill('&a ', '['), 'DOCUMENT_TOO_LARGE'],
  ['documents', fill('---\n'), 'DOCUMENT_TOO_LARGE'],
  ['directives', fill('%A\n'), 'DOCUMENT_TOO_LARGE'],
];
for (const [name, text, code] of hostile) {
  t.test(`${name} as far as the size allows are refused within bounded work, at their place`, async (t) => {
    const { count } = readTokens(text, new LineCounter());
    const ours = parseYaml(text, { file: 'x.yaml' });
    const foreign = parseForeignYaml(text, { version: '1.2' });

    t.ok(count <= MAX_DOCUMENT_TOKENS + 1, `${count} tokens were read`);
    if (ours.ok || foreign.ok) throw new Error('was accepted');
    const [first, ...more] = ours.diagnostics;
    t.match(first, { code, severity: 'error' });
    t.same(more, []);
    const lines = text.split('\n');
    const line = first?.line ?? 0;
    t.ok(line >= 1 && line <= lines.length, 'the line is one of the text');
    t.ok((first?.column ?? 0) <= (lines[line - 1] ?? '').length + 1, 'the column is one of the line');
    t.same([foreign.line, foreign.column], [first?.line, first?.column], 'foreign YAML is refused there too');
  });
}

t.test('the depth is seen when it is reached, not at the end of the text', async (t) => {
  t.ok(readTokens(fill('['), new LineCounter()).count < 200);
  t.ok(readTokens(fill('- '), new LineCounter()).count < 400);
});

t.test('what a document may hold by its tokens is read, and one line more is not', async (t) => {
  // An entry is four tokens: the dash, the space, the word with its mark, the line end makes five.
  const entries = Math.floor((MAX_DOCUMENT_TOKENS - 1) / 5);

  t.equal(parseYaml('- a\n'.repeat(entries), { file: 'x.yaml' }).ok, true);
  t.equal(parseYaml('- a\n'.repeat(entries + 1), { file: 'x.yaml' }).ok, false);
});

t.test('no document is written that would not be read back', async (t) => {
  const registries = Array.from({ length: 20_000 }, () => ({ repository: 'a/b' }));

  t.throws(
    () =>
      writeDocument({
        apiVersion: 'colo.dev/v1alpha1',
        kind: 'FleetPolicy',
        spec: { registries, statusCreators: [] },
      }),
    { code: 'DOCUMENT_TOO_LARGE' },
  );
});
