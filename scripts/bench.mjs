// `npm run bench -- [names]`: sets the checkout up, then measures colo beside the bare tools that it could be replaced by.
import { setUp } from './setup.mjs';

setUp();
const { runBench } = await import('./dist/src/bench/run-bench.js');
process.exitCode = await runBench(process.argv.slice(2));
