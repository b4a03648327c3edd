import { setFlagsFromString } from 'node:v8';

/**
 * How far the heap may grow, in percent of what is alive, before V8 looks for garbage. By default it waits for several
 * times as much, so that a run over ten times the files takes more memory although no more is alive.
 */
const GROWTH_PERCENT = 20;

/** For commands that look at any number of files, a few at a time: memory then stays what those few need. */
export function keepHeapTight(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
