import { createRandom } from '../edge-host/random.ts';
import type { Corpus } from './corpus.ts';
import { mutate } from './mutate.ts';
import type { FuzzTarget } from './target.ts';

/** Spreads neighbouring numbers over all seeds (Knuth's multiplicative hash). */
const SPREAD = 2_654_435_761;

/** The input number `index` of a seed: the same whatever ran before it. */
export function makeInput(target: FuzzTarget, corpus: Corpus, seed: number, index: number): string {
  const random = createRandom((seed + Math.imul(index + 1, SPREAD)) >>> 0);
  const samples = corpus[target.seeds];
  return mutate(random.pick(samples), samples, random);
}
