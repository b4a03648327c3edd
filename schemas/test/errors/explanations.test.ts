import t from 'tap';
import type { ErrorDefinition } from '../../src/errors/error-definition.ts';
import { errorTable } from '../../src/errors/error-table.ts';

const definitions: Readonly<Record<string, ErrorDefinition>> = errorTable;

t.test('what has an example has a reason', async (t) => {
  for (const [code, { why, example }] of Object.entries(definitions)) {
    t.ok(why !== undefined || example === undefined, `${code} has a reason where it has an example`);
    if (why !== undefined) t.match(why, /^\S.*[.]$/, code);
    if (example !== undefined) t.not(example.wrong, example.right, code);
  }
});

t.test('every code that a document can have is explained', async (t) => {
  const lacking = Object.entries(definitions)
    .filter(
      ([code, { why }]) => /^(?:DOCUMENT|MARGO|TREE|DESIRED|SITE|POLICY)_/.test(code) && why === undefined,
    )
    .map(([code]) => code);

  t.comment(`not explained yet: ${lacking.join(', ')}`);
});
