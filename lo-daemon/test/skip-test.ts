import type { Test } from 'tap';

/** A test that this machine cannot run: counted as skipped, and as failed where all real parts are required. */
export function skipTest(t: Test, name: string, reason: string): void {
  t.test(name, { skip: reason }, () => undefined);
}
