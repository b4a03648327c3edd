// `npm run chaos -- [--runs N] [--seed S]`: sets the checkout up, then plays drawn plans of commits and faults against a site, and says
// which of them did not end as desired.
import { root, setUp } from './setup.mjs';

setUp();
const { runChaos } = await import('./dist/src/chaos/run-chaos.js');
process.exitCode = await runChaos(process.argv.slice(2), root);
