// Says so when it is told to stop, and goes on. Called by stop-signal.test.ts.

import { createStopSignal } from '@colo/schemas/stop-signal';
import { execa } from 'execa';

const { signal } = createStopSignal();
signal.addEventListener('abort', () => process.stdout.write('told\n'));
// While it runs, execa listens for signals as well.
const child = execa(process.execPath, ['-e', 'setTimeout(() => {}, 100_000)'], { reject: false });
process.stdout.write('ready\n');
await child;
