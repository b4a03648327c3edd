// `npm test`: sets the checkout up, then runs every test file, or those below the paths given
// (`npm test -- lo-daemon/test/git`). Says aloud what was skipped and why, once for each reason of a file, names all
// failures once more at the end and the files that cost most; the last line is always `N passed, N failed, N skipped`.
// With COLO_REQUIRE_REAL_PARTS=1 (CI) a skipped test is a failure.
import { root, setUp } from './setup.mjs';

setUp();
const { runTests } = await import('./dist/src/testing/run-tests.js');
process.exitCode = await runTests({
  root,
  paths: process.argv.slice(2).filter((argument) => !argument.startsWith('-')),
  needsAllParts: process.env.COLO_REQUIRE_REAL_PARTS === '1',
  say: (text) => process.stdout.write(text),
});
