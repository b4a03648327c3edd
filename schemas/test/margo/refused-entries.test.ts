import t from 'tap';
import { readPackage } from '../../src/margo/read-package.ts';
import { pr1Text } from './fixtures.ts';

const listed = pr1Text.replace('dataType: string\n      maxLength: 45', 'dataType: array[string]');

t.test('the entry of a list that breaks its rule is named at its own line', async (t) => {
  const text = listed.replace('value: Hello', 'value:\n      - Hello\n      - 7\n      - Moin');

  const read = readPackage(text, { file: 'margo.yaml' });

  t.match(read, {
    ok: false,
    diagnostics: [
      { code: 'MARGO_DEFAULT_REFUSED', line: 42, column: 9, pointer: '/parameters/greeting/value/1' },
    ],
  });
  t.equal(read.ok ? 0 : read.diagnostics.length, 1);
});

t.test('a list that is empty is at fault itself', async (t) => {
  const read = readPackage(listed.replace('value: Hello', 'value: []'), { file: 'margo.yaml' });

  t.match(read, { ok: false, diagnostics: [{ code: 'MARGO_DEFAULT_REFUSED', line: 40, column: 12 }] });
});
