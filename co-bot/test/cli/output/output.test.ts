import type { Diagnostic } from '@colo/schemas/diagnostics';
import { ColoError } from '@colo/schemas/errors';
import t from 'tap';
import { chooseColors } from '../../../src/cli/output/choose-colors.ts';
import { formatAge } from '../../../src/cli/output/format-age.ts';
import { formatError, toColoError } from '../../../src/cli/output/format-error.ts';
import { formatTable } from '../../../src/cli/output/format-table.ts';
import { formatWorkflowCommand } from '../../../src/cli/output/format-workflow-command.ts';
import { createLiveBlock } from '../../../src/cli/output/live-block.ts';

const terminal = { isTTY: true, write: () => true };
const plain = chooseColors({ write: () => true }, {});

t.test('colours follow the terminal, NO_COLOR, TERM and FORCE_COLOR', async (t) => {
  const isColoured = (
    stream: typeof terminal | { write: () => boolean },
    env: Record<string, string>,
  ): boolean => chooseColors(stream, env).isColorSupported;

  t.ok(isColoured(terminal, {}));
  t.notOk(isColoured({ write: () => true }, {}));
  t.notOk(isColoured(terminal, { NO_COLOR: '1' }));
  t.ok(isColoured(terminal, { NO_COLOR: '' }), 'an empty NO_COLOR says nothing');
  t.notOk(isColoured(terminal, { TERM: 'dumb' }));
  t.ok(isColoured({ write: () => true }, { FORCE_COLOR: '1' }));
  t.notOk(isColoured(terminal, { FORCE_COLOR: '1', NO_COLOR: '1' }));
});

t.test('an error is two lines: what and where, then what to do', async (t) => {
  const error = new ColoError('CLI_CONFIG_INVALID', 'no \u001b[31msuch\nkey', {
    place: { file: 'a.yaml', line: 2, column: 3 },
  });

  const text = formatError(error, plain);

  t.match(text, /^error CLI_CONFIG_INVALID: a\.yaml:2:3: no .*such key\n {2}fix: Correct the file/);
  t.notMatch(text, '\u001b');
  t.match(toColoError(new TypeError('x is undefined')), {
    code: 'INTERNAL',
    message: 'TypeError: x is undefined',
  });
});

t.test('a workflow command cannot be ended by what it says', async (t) => {
  const diagnostic: Diagnostic = {
    code: 'DOCUMENT_INVALID',
    severity: 'error',
    message: 'a%b\r\n::set-output name=x::y',
    fix: 'Nothing',
    file: 'a,b:c\n.yaml',
    line: 1,
    column: 2,
    pointer: '',
  };

  const command = formatWorkflowCommand(diagnostic);

  t.equal(
    command,
    '::error file=a%2Cb%3Ac%0A.yaml,line=1,col=2,title=DOCUMENT_INVALID::a%25b%0D%0A::set-output name=x::y. Fix: Nothing',
  );
});

t.test('a table is as wide as its widest cell', async (t) => {
  t.equal(
    formatTable(
      ['A', 'LONG'],
      [
        ['one', '1'],
        ['é', ''],
      ],
    ),
    'A    LONG\none  1\né',
  );
});

t.test('ages are in the largest unit that fits', async (t) => {
  const now = Date.parse('2026-01-03T00:00:00Z');

  const ages = [
    '2026-01-02T23:59:48Z',
    '2026-01-02T23:55:00Z',
    '2026-01-02T21:00:00Z',
    '2025-12-31T00:00:00Z',
    'never',
  ];

  t.strictSame(
    ages.map((at) => formatAge(at, now)),
    ['12s', '5m', '3h', '3d', '-'],
  );
});

t.test('a live block draws over itself and never wraps', async (t) => {
  let written = '';
  const block = createLiveBlock({ isTTY: true, columns: 10, write: (text) => (written += text) });

  block.draw(['one', 'two is far too long']);
  block.draw(['three']);
  block.clear();

  t.equal(written, 'one\ntwo is f…\n\u001b[2A\u001b[0Jthree\n\u001b[1A\u001b[0J');
});
