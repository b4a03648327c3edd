export { createStopSignal } from '../process/stop-signal.ts';
