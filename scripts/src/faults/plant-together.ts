import type { Parser } from 'tap-parser';
import { runPool } from '../testing/run-pool.ts';
import { readTestFile } from '../testing/test-file.ts';
import type { Fault } from './fault.ts';
import type { Suite } from './judge-fault.ts';
import { type PlantableFault, plantFault, prepareFaults } from './plant-fault.ts';
import type { Transpile } from './transpile.ts';

/** Faults that are planted at once, and the files that they make. */
export interface FaultGroup {
  readonly faults: readonly Fault[];
  readonly plantable: readonly PlantableFault[];
}

/** As many of the faults as can be planted at once: of two that change the same code, the first. */
export function groupFaults(root: string, transpile: Transpile, faults: readonly Fault[]): FaultGroup {
  const byFile = new Map<string, Fault[]>();
  for (const fault of faults) {
    const present = byFile.get(fault.file) ?? [];
    if (prepareFaults(root, transpile, [...present, fault]) !== undefined) {
      byFile.set(fault.file, [...present, fault]);
    }
  }
  const groups = [...byFile.values()];
  return {
    faults: groups.flat(),
    plantable: groups.flatMap((group) => prepareFaults(root, transpile, group) ?? []),
  };
}

/**
 * Plants faults at once and runs all tests, as `npm test` does.
 *
 * @returns the test files that failed, by their sources
 */
export async function runAllWith(
  { root, graph, jobs, signal }: Suite,
  faults: readonly PlantableFault[],
): Promise<readonly string[]> {
  const failed = new Set<string>();
  const files = await Promise.all(
    graph.tests.map((test) => {
      const [, workspace = '', path = ''] = /^([^/]+)\/test\/(.*)$/.exec(test) ?? [];
      return readTestFile(root, workspace, path);
    }),
  );
  const takeOut: (() => void)[] = [];
  try {
    for (const fault of faults) takeOut.push(plantFault(root, fault));
    await runPool(files, {
      root,
      jobs,
      signal,
      follow: (parser) => followFiles(parser, failed),
      ended: () => undefined,
      broke: ({ source }) => failed.add(source),
    });
  } finally {
    for (const take of takeOut) take();
  }
  return [...failed].sort();
}

/** In the output of a worker each file is a test. */
function followFiles(parser: Parser, failed: Set<string>): void {
  parser.on('assert', ({ ok, name }) => {
    if (!ok) failed.add(name);
  });
}
