import fc from 'fast-check';
import t from 'tap';
import { checksumState, writeActualState } from '../../src/documents/actual-state-envelope.ts';
import { readActualState } from '../../src/documents/read-actual-state.ts';
import { samples } from '../fixtures/documents.ts';

const options = { file: 'state.json', site: 'eu/berlin' };
const text = writeActualState(samples.actualState);

function codesOf(record: string): readonly string[] {
  const result = readActualState(record, options);
  return result.ok ? [] : result.diagnostics.map(({ code }) => code);
}

t.test('is read back, in the order of its components', async (t) => {
  const result = readActualState(text, options);

  t.same(result, { ok: true, value: samples.actualState, warnings: [] });
  t.equal(result.ok ? writeActualState(result.value) : '', text);
  t.equal(text.split('\n').length, 2, 'one line');
});

t.test('may be laid out for people', async (t) => {
  const pretty = JSON.stringify(JSON.parse(text), null, 2);

  t.same(codesOf(pretty), []);
});

t.test('a record that was cut off anywhere is corrupt', async () => {
  fc.assert(
    fc.property(
      fc.nat(text.length - 3),
      (length) => codesOf(text.slice(0, length)).join() === 'STATE_CORRUPT',
    ),
  );
});

t.test('a record with another character anywhere is corrupt', async () => {
  fc.assert(
    fc.property(fc.nat(text.length - 2), (index) => {
      const other = text[index] === '7' ? '8' : '7';
      return codesOf(text.slice(0, index) + other + text.slice(index + 1)).length === 1;
    }),
  );
});

for (const record of [
  '',
  '\0\0\0',
  'null',
  '[]',
  '"x"',
  '{}',
  '{"checksum":1,"state":null}',
  '{"state":{}}',
]) {
  t.test(`${JSON.stringify(record)} is corrupt`, async (t) => {
    t.same(codesOf(record), ['STATE_CORRUPT']);
  });
}

t.test('a record of another site is corrupt', async (t) => {
  const result = readActualState(text, { file: 'state.json', site: 'eu/paris' });

  t.match(result, { ok: false, diagnostics: [{ code: 'STATE_CORRUPT', message: /of site eu\/berlin/ }] });
});

t.test('a record of a newer program says so', async (t) => {
  const state = { ...samples.actualState, apiVersion: 'colo.dev/v1' };

  t.same(codesOf(JSON.stringify({ checksum: checksumState(state), state })), ['DOCUMENT_VERSION_NEWER']);
});
