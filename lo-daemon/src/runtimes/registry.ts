import { ColoError } from '@colo/schemas/errors';
import { composeRuntime } from './compose/compose-runtime.ts';
import { processRuntime } from './process/process-runtime.ts';
import type { Runtime } from './runtime.ts';

/** The built-in runtimes by id. */
export const runtimes: ReadonlyMap<string, Runtime> = new Map(
  [composeRuntime, processRuntime].map((runtime) => [runtime.id, runtime]),
);

/** Finds a runtime. Throws NODE_RUNTIME_UNKNOWN. */
export function getRuntime(id: string, known: ReadonlyMap<string, Runtime> = runtimes): Runtime {
  const runtime = known.get(id);
  if (runtime === undefined) {
    throw new ColoError(
      'NODE_RUNTIME_UNKNOWN',
      `No runtime is called ${JSON.stringify(id)}; known: ${[...known.keys()].join(', ')}.`,
    );
  }
  return runtime;
}
