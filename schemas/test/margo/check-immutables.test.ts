import t from 'tap';
import { checkImmutables } from '../../src/margo/check-immutables.ts';
import { edit, mustRead, pr1Text } from './fixtures.ts';

const earlier = mustRead(pr1Text);

/** What version 2.0, edited so, changes of version 1.0, whose greeting is immutable. */
function compare(change: (text: string) => string): readonly string[] {
  const text = change(edit(pr1Text, 'version: "1.0"', 'version: "2.0"'));
  const found = checkImmutables(text, mustRead(text), earlier, { file: 'margo.yaml' });
  return found.map(
    ({ line, column, severity, code, message }) => `${line}:${column} ${severity} ${code}: ${message}`,
  );
}

t.test('what is immutable stays', async (t) => {
  t.same(
    compare((text) => text),
    [],
  );
  t.same(
    compare((text) => edit(text, 'value: 8080', 'value: 9090')),
    [],
    'the port may change',
  );
  t.same(
    compare((text) => edit(text, '    maxLength: 45', '    maxLength: 99')),
    [],
    'a looser rule',
  );
});

t.test('another default is told at the value', async (t) => {
  t.same(
    compare((text) => edit(text, 'value: Hello', 'value: Howdy')),
    [
      '40:12 error MARGO_IMMUTABLE_CHANGED: greeting is immutable, with the default "Hello" in version 1.0, and has the default "Howdy" here',
    ],
  );
});

t.test('a default that is gone, a parameter that is gone, another type', async (t) => {
  t.same(
    compare((text) => edit(text, '    value: Hello\n', '')),
    [
      '39:3 error MARGO_IMMUTABLE_CHANGED: greeting is immutable, with the default "Hello" in version 1.0, and has no default here',
    ],
  );
  const renamed = compare((text) =>
    edit(edit(text, '  greeting:\n', '  salute:\n'), 'parameter: greeting', 'parameter: salute'),
  );
  t.same(renamed, [
    '38:1 error MARGO_IMMUTABLE_CHANGED: the parameter greeting is gone, which is immutable in version 1.0',
  ]);
  const retyped = compare((text) =>
    edit(
      edit(edit(text, 'dataType: string', 'dataType: boolean'), '      maxLength: 45\n', ''),
      'value: Hello',
      'value: true',
    ),
  );
  t.same(retyped, [
    '64:17 error MARGO_IMMUTABLE_CHANGED: greeting is immutable and of type string in version 1.0, and of type boolean here',
  ]);
});

t.test('immutable no more is a warning', async (t) => {
  const message = 'warning MARGO_IMMUTABLE_DROPPED: greeting is immutable in version 1.0, and not here';
  t.same(
    compare((text) => edit(text, 'immutable: true', 'immutable: false')),
    [`57:22 ${message}`],
  );
  t.same(
    compare((text) => edit(text, '          immutable: true\n', '')),
    [`55:11 ${message}`],
  );
});

t.test('what was not immutable before may become so with any default', async (t) => {
  const loose = mustRead(edit(pr1Text, 'immutable: true', 'immutable: false'));
  const text = edit(pr1Text, 'value: Hello', 'value: Howdy');

  t.same(checkImmutables(text, mustRead(text), loose, { file: 'margo.yaml' }), []);
});
