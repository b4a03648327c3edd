import { readdir } from 'node:fs/promises';
import t from 'tap';
import { ColoError } from '../../src/errors/colo-error.ts';
import type { ErrorDefinition } from '../../src/errors/error-definition.ts';
import { errorTable } from '../../src/errors/error-table.ts';
import { exitCodeMeanings } from '../../src/errors/exit-codes.ts';
import { formatColoError } from '../../src/errors/format-colo-error.ts';
import { formatErrorPage } from '../../src/errors/format-error-page.ts';

const definitions: Readonly<Record<string, ErrorDefinition>> = errorTable;

t.test('every code is in one area only, and in the table', async (t) => {
  const folder = new URL('../../src/errors/codes/', import.meta.url);
  const codes: string[] = [];
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.js'))) {
    const area: Readonly<Record<string, object>> = await import(new URL(file, folder).href);
    codes.push(...Object.values(area).flatMap((table) => Object.keys(table)));
  }

  t.same(codes.sort(), Object.keys(errorTable).sort());
});

t.test('every code says what it means, what to do, and has a documented exit code', async (t) => {
  for (const [code, { summary, fix, exitCode }] of Object.entries(definitions)) {
    t.match(code, /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/);
    t.match(summary, /^\S.*\.$/, code);
    t.match(fix, /^\S.*[.…]$/, code);
    t.ok(exitCode in exitCodeMeanings, `${code} ends with ${exitCode}`);
  }
});

t.test('the page lists every code and no table breaks', async (t) => {
  const table = {
    A_CODE: { kind: 'terminal', exitCode: 65, summary: 'a | b <c> [d] *e* _f_.', fix: 'Run `co x | y_z`.' },
  } as const;

  const page = formatErrorPage(table, { 65: 'Wrong.' });

  t.match(
    page,
    '| `A_CODE` | terminal | 65 | a \\| b \\<c\\> \\[d\\] \\*e\\* \\_f\\_. | Run `co x \\| y_z`. |',
  );
  t.match(page, '| 65 | Wrong. |');
});

t.test('an error on a terminal is three safe lines', async (t) => {
  const error = new ColoError('DOCUMENT_INVALID', 'bad \u001b[31mvalue\nnext line', {
    place: { file: 'site.yaml', line: 3, column: 7, host: 'edge-01', commit: 'c'.repeat(40) },
    fix: 'Correct it.',
  });

  t.equal(
    formatColoError(error),
    'error DOCUMENT_INVALID: bad value next line\n  where: site.yaml:3:7, host edge-01, commit cccccccccccc\n  fix: Correct it.',
  );
  t.match(formatColoError(error, { color: true }), '\u001b[31;1merror DOCUMENT_INVALID\u001b[0m: bad value');
  t.equal(formatColoError(new ColoError('USAGE', 'no')).split('\n').length, 2);
});
