import t from 'tap';
import { readTestOptions } from '../../src/testing/read-options.ts';

t.test('paths, a base and a number of jobs are read', async (t) => {
  t.same(readTestOptions([]), { paths: [] });
  t.same(readTestOptions(['lo-daemon/test/git', 'schemas']), { paths: ['lo-daemon/test/git', 'schemas'] });
  t.same(readTestOptions(['--changed']), { paths: [], since: 'HEAD' });
  t.same(readTestOptions(['--changed', '--since', 'main', '--jobs=4']), {
    paths: [],
    since: 'main',
    jobs: 4,
  });
});

for (const args of [['--chnaged'], ['--jobs', '0'], ['--jobs', 'many'], ['--jobs', '1e9'], ['--since']]) {
  t.test(`${args.join(' ')} is refused, and the help named`, async (t) => {
    t.throws(() => readTestOptions(args), { code: 'USAGE', fix: /npm test -- --help/u });
  });
}
