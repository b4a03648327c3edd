import fc from 'fast-check';
import t from 'tap';
import { suggestWord } from '../../src/text/suggest-word.ts';
import { toSafeMarkdown } from '../../src/text/to-safe-markdown.ts';
import { toSafeText } from '../../src/text/to-safe-text.ts';

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

/** Pieces that texts of nodes and people may hold against their readers. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(
        '@org/team',
        '@octocat',
        '-->',
        '<!--',
        '<!-- colo:plan -->',
        '/deploy x to *',
        '\n/deploy x',
        '```',
        '~~~',
        '`',
        '\u001b[31m',
        '\u001b]0;title\u0007',
        '\u009b2J',
        '\u202e',
        '\u200b',
        '\ud800',
        '\r\n',
        '#1',
        'GH-1',
        'https://evil.example',
        'www.evil.example',
        '[a](b)',
        '![a](b)',
        '| a |',
        '# h',
        '1. a',
        '- a',
        '+ a',
        '***',
        '---',
        '===',
        '&lt;',
        '<img src=x>',
        '\\',
        '$x$',
        'e\u0301',
        '👩‍👩‍👧',
      ),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

t.test('toSafeText is one bounded line without anything hidden', async () => {
  fc.assert(
    fc.property(hostile, fc.nat(60), (text, max) => {
      const safe = toSafeText(text, max);
      return !HIDDEN.test(safe) && [...safe].length <= max && safe === safe.trim() && !/\s\s/u.test(safe);
    }),
    { numRuns: 2000 },
  );
});

t.test('toSafeText keeps what is safe, and is done after one pass', async () => {
  fc.assert(
    fc.property(
      hostile,
      fc.nat(60),
      (text, max) => toSafeText(toSafeText(text, max), max) === toSafeText(text, max),
    ),
    { numRuns: 1000 },
  );
});

const shown: readonly (readonly [string, string])[] = [
  ['plain text, with ü, 漢 and 😀', 'plain text, with ü, 漢 and 😀'],
  ['  a\t\tb\r\n\r\nc ', 'a b c'],
  ['\u001b[1;31mred\u001b[0m', 'red'],
  ['\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007', 'link'],
  ['\u009b31mred', 'red'],
  ['safe\u202etxt.exe', 'safetxt.exe'],
  ['a\0b\u0007c', 'abc'],
  ['', ''],
];
for (const [text, expected] of shown) {
  t.test(`toSafeText of ${JSON.stringify(text)}`, async (t) => {
    t.equal(toSafeText(text, 100), expected);
  });
}

t.test('toSafeText marks a cut, by code points', async (t) => {
  t.equal(toSafeText('😀😀😀😀', 4), '😀😀😀😀');
  t.equal(toSafeText('😀😀😀😀😀', 4), '😀😀😀…');
  t.equal(toSafeText('abc', 0), '');
});

t.test('huge texts are cut before they are looked at', async (t) => {
  const huge = '\u001b['.repeat(25 * 1024 * 1024);
  const marked = 'a'.repeat(50 * 1024 * 1024);

  t.ok([...toSafeText(huge, 140)].length <= 140);
  t.equal(toSafeText(marked, 5), 'aaaa…');
  t.ok([...toSafeMarkdown(marked, 140)].length <= 140);
});

t.test('toSafeMarkdown is bounded and inert', async () => {
  fc.assert(
    fc.property(hostile, fc.nat(200), (text, max) => {
      const safe = toSafeMarkdown(text, max);
      const bare = safe.replace(/\\[!-/:-@[-`{-~]/gu, '');
      const isBounded = [...safe].length <= max;
      const isOneLine = !/[\r\n]/u.test(safe);
      const hasMention = /[@#][A-Za-z0-9]/u.test(safe);
      const hasHtml = /[<>]/u.test(safe);
      const hasMarkup = /[`*_[\]|~$]/u.test(bare);
      const hasLink = /:\/\/|www\.|\bGH-[0-9]/iu.test(safe);
      const startsBlock = /^(?:[/#>+=!.:-]|[0-9]+[.)])/u.test(safe);
      return isBounded && isOneLine && !hasMention && !hasHtml && !hasMarkup && !hasLink && !startsBlock;
    }),
    { numRuns: 3000 },
  );
});

const rendered: readonly (readonly [string, string])[] = [
  ['hello world', 'hello world'],
  ['eu/berlin: edge-01 is back', 'eu/berlin: edge-01 is back'],
  ['/deploy x', '\\/deploy x'],
  ['a -->', 'a -\\-&gt;'],
  ['see @org/team', 'see @\u200borg/team'],
  ['@octocat', '\\@\u200boctocat'],
  ['fixes #12', 'fixes #\u200b12'],
  ['a `b` **c**', 'a \\`b\\` \\*\\*c\\*\\*'],
  ['https://evil.example', 'https:\u200b//evil.example'],
];
for (const [text, expected] of rendered) {
  t.test(`toSafeMarkdown of ${JSON.stringify(text)}`, async (t) => {
    t.equal(toSafeMarkdown(text, 100), expected);
  });
}

t.test('suggestWord finds what was meant, and nothing far away', async (t) => {
  const known = ['labels', 'hosts', 'parameters', 'port'];

  t.equal(suggestWord('labls', known), 'labels');
  t.equal(suggestWord('hsots', known), 'hosts');
  t.equal(suggestWord('Labels', known), 'labels');
  t.equal(suggestWord('ports', known), 'port');
  t.equal(suggestWord('x', known), undefined);
  t.equal(suggestWord('zebra', known), undefined);
  t.equal(suggestWord('l'.repeat(10_000), known), undefined);
});
