import t from 'tap';
import { createFailureFinder } from '../../src/faults/find-failure.ts';

const OUTPUT = `TAP version 14
# Subtest: reads a file
    ok 1 - it is there
    # Subtest: of two lines
        ok 1 - the first
        not ok 2 - the second
          ---
          not ok 9 - a text
          ...
        not ok 3 - the third
        1..3
    not ok 2 - of two lines # time=1.5ms
    1..2
not ok 1 - reads a file # time=2ms
not ok 2 - another one # time=2ms
1..2
`;

t.test('the first failure is found with the tests around it, however the output is cut', async (t) => {
  for (const size of [1, 7, OUTPUT.length]) {
    const finder = createFailureFinder();
    for (let at = 0; at < OUTPUT.length; at += size) finder.take(OUTPUT.slice(at, at + size));

    t.equal(finder.failure(), 'reads a file > of two lines > the second');
  }
});

t.test('what was skipped or is still to do has not failed', async (t) => {
  const finder = createFailureFinder();

  t.notOk(finder.take('not ok 1 - later # TODO write it\nok 2 - x # SKIP no podman\n    ok 1\n'));
  t.equal(finder.failure(), undefined);
  t.ok(finder.take('not ok 3\n'));
  t.equal(finder.failure(), '');
});
