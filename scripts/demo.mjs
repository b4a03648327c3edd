// `npm run demo`: sets the checkout up, then plays the whole story on this machine.
import { setUp } from './setup.mjs';

setUp();
const { runDemo } = await import('./dist/src/demo/run-demo.js');
process.exitCode = await runDemo(process.argv.slice(2));
