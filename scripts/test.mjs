// `npm test`: sets the checkout up, then runs every test file, those below the paths given
// (`npm test -- lo-daemon/test/git`), or those that a change can reach (`npm test -- --changed`). Says aloud what was
// skipped and why, once for each reason of a file, and names at the end all failures once more and the files that cost
// most; the last line is always `N passed, N failed, N skipped`. With COLO_REQUIRE_REAL_PARTS=1 (CI) a skipped test is a failure.
import { root, setUp } from './setup.mjs';

setUp();
const { main } = await import('./dist/src/testing/main.js');
process.exitCode = await main(root, process.argv.slice(2));
