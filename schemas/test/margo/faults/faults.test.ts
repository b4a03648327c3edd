import t from 'tap';
import { documentFaults } from './document-faults.ts';
import { packageFaults } from './package-faults.ts';
import { type SoundDocument, soundDocuments } from './sound-documents.ts';

const documents: Readonly<Record<string, SoundDocument>> = soundDocuments;

for (const [name, { text, read }] of Object.entries(documents)) {
  t.test(`the sound ${name} has no fault`, async (t) => {
    t.match(read(text, { file: name }), { ok: true, warnings: [] });
  });
}

for (const [name, from, to, fault, fix] of [...packageFaults, ...documentFaults]) {
  t.test(`${name}: ${JSON.stringify(from)} written as ${JSON.stringify(to)}`, async (t) => {
    const document = documents[name];
    if (document === undefined || !document.text.includes(from)) throw new Error('the text is not there');

    const result = document.read(
      document.text.replace(from, () => to),
      { file: name },
    );
    const found = result.ok ? result.warnings : result.diagnostics;

    t.same(
      found.map(({ line, column, severity, code }) => `${line}:${column} ${severity} ${code}`),
      [fault],
      'exactly this fault',
    );
    t.same(
      found.map((each) => each.fix),
      [fix],
      'the fix says what to write',
    );
  });
}

t.test('the faults are many and of every kind of document', async (t) => {
  const all = [...packageFaults, ...documentFaults];

  t.ok(all.length >= 45);
  t.same([...new Set(all.map(([name]) => name))].sort(), Object.keys(documents).sort());
});
