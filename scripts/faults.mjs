// `npm run faults -- [--count N] [--seed N]`: sets the checkout up, then plants faults in a copy of it, each alone, and says which
// of them the tests notice.
import { root, setUp } from './setup.mjs';

setUp();
const { runFaults } = await import('./dist/src/faults/run-faults.js');
process.exitCode = await runFaults(process.argv.slice(2), root);
