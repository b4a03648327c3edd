import { createHash } from 'node:crypto';
import { ColoError } from '@colo/schemas/errors';
import { runnerScripts } from '../generated/runner-scripts.ts';
import type { Runtime } from '../runtimes/runtime.ts';

/** The runner as one script, and the digest that names its folder on a node. */
export interface Runner {
  readonly text: string;
  /** Lower-case hex of the SHA-256 of `text`. */
  readonly digest: string;
}

/** What the runner is made of, in an order in which every part only needs those before it. */
const PARTS = [
  'writable',
  'base',
  'records',
  'machine',
  'request',
  'slots',
  'lease',
  'content',
  'data',
  'purge',
  'stage',
  'start',
  'pump',
  'job',
  'act',
  'report',
  'boot',
  'clean-up',
] as const satisfies readonly (keyof typeof runnerScripts)[];

/** A runtime's id is also the prefix of its shell functions. */
const RUNTIME_ID = /^[a-z][a-z0-9]{0,30}$/;

/** Joins the runner's parts and the scripts of the runtimes. The same runtimes give the same bytes. */
export function buildRunner(runtimes: readonly Runtime[]): Runner {
  for (const { id } of runtimes) {
    if (!RUNTIME_ID.test(id)) {
      throw new ColoError(
        'NODE_RUNTIME_UNKNOWN',
        `The runtime id "${id}" is not of the form [a-z][a-z0-9]*.`,
      );
    }
  }
  const sorted = runtimes.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const text = [
    `COLO_RUNTIMES='${sorted.map((runtime) => runtime.id).join(' ')}'`,
    ...PARTS.map((part) => runnerScripts[part]),
    ...sorted.map((runtime) => runtime.script),
    runnerScripts.dispatch,
  ].join('\n');
  return { text, digest: createHash('sha256').update(text).digest('hex') };
}
