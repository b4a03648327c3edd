// `npm run fuzz -- [--seconds N] [--seed N] [--target NAME]`: sets the checkout up, then feeds mutated examples to
// everything that reads text of unknown origin.
import { setUp } from './setup.mjs';

setUp();
const { runFuzz } = await import('./dist/src/fuzz/run-fuzz.js');
process.exitCode = await runFuzz(process.argv.slice(2));
