import type { ImportGraph } from '../testing/import-graph.ts';
import { reachedBy } from '../testing/reached-by.ts';

/** A test file, by its source, and how many imports lead from it to the fault; undefined where none does. */
export interface OrderedTest {
  readonly test: string;
  readonly distance: number | undefined;
}

/**
 * The tests to run for a fault in a file: those that reach it by imports, nearest first, of equally near ones those in the folder that
 * mirrors the file's; then all others.
 *
 * @param first comes before all of them, if there is such a test
 */
export function orderTests(graph: ImportGraph, file: string, first?: string): readonly OrderedTest[] {
  const distances = reachedBy(graph, [file]);
  const list = graph.tests.map((test) => ({
    test,
    distance: distances.get(test) ?? Number.POSITIVE_INFINITY,
  }));
  const ranks = new Map(list.map(({ test }) => [test, countShared(test, file)]));
  list.sort((a, b) => {
    if (a.test === first || b.test === first) return a.test === first ? -1 : 1;
    if (a.distance !== b.distance) return a.distance - b.distance;
    const rank = (ranks.get(b.test) ?? 0) - (ranks.get(a.test) ?? 0);
    return rank === 0 ? a.test.localeCompare(b.test) : rank;
  });
  return list.map(({ test, distance }) => ({
    test,
    distance: Number.isFinite(distance) ? distance : undefined,
  }));
}

/** How many folders of `x/test/a/b.test.ts` are those of `x/src/a/b.ts`. */
function countShared(test: string, file: string): number {
  const [a, b] = [test.replace('/test/', '/src/').split('/'), file.split('/')];
  const first = a.findIndex((part, index) => part !== b[index]);
  return first === -1 ? a.length : first;
}
