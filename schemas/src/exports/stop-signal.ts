export { createStopSignal, type StopSignal } from '../process/stop-signal.ts';
