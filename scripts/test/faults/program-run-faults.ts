// `node program-run-faults.js ROOT [options]`: the command, in a process that can be killed.
import { runFaults } from '../../src/faults/run-faults.ts';

const [root = '', ...args] = process.argv.slice(2);
process.exitCode = await runFaults(args, root);
