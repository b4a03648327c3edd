import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { transformSync } from 'esbuild';
import type { Fault } from './fault.ts';
import { applyEdit, findFaults } from './find-faults.ts';
import { isWellFormed, type Transpile, toCompiled } from './transpile.ts';

/** The code of a fault in a checkout, compiled. */
export interface PlantableFault {
  /** The compiled file, from the root. */
  readonly compiled: string;
  readonly original: string;
  readonly faulty: string;
}

/**
 * Makes the code of a fault in a checkout, which may be another version than the one that the fault was found in.
 * Undefined where it does not have this code, or the fault makes no difference in it.
 */
export function prepareFault(root: string, transpile: Transpile, fault: Fault): PlantableFault | undefined {
  return prepareFaults(root, transpile, [fault]);
}

/**
 * Makes the code of several faults of one source. Undefined also where they change the same code.
 *
 * @param faults at least one
 */
export function prepareFaults(
  root: string,
  transpile: Transpile,
  faults: readonly Fault[],
): PlantableFault | undefined {
  const [{ workspace, file } = { workspace: '', file: '' }] = faults;
  const text = readSource(root, file);
  if (text === undefined) return undefined;
  const here = findFaults(workspace, file, text);
  const edits = faults.flatMap(({ id }) => here.find((each) => each.id === id)?.edit ?? []);
  // From the end on: the positions of those before stay as they are.
  edits.sort((a, b) => b.start - a.start);
  const areApart = edits.every(({ end }, index) => end <= (edits[index - 1]?.start ?? text.length));
  if (edits.length < faults.length || !areApart) return undefined;
  const changed = edits.reduce(applyEdit, text);
  if (!isWellFormed(file, changed)) return undefined;
  const original = transpile(file, text);
  const faulty = transpile(file, changed);
  return original === faulty ? undefined : { compiled: toCompiled(workspace, file), original, faulty };
}

function readSource(root: string, file: string): string | undefined {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Puts a fault into a copy of a checkout.
 *
 * @returns what takes it out again
 * @throws ColoError USAGE where what is compiled there is not made from the source
 */
export function plantFault(copy: string, { compiled, original, faulty }: PlantableFault): () => void {
  const file = join(copy, compiled);
  const present = readFileSync(file, 'utf8');
  if (toPlainCode(present) !== toPlainCode(original)) {
    throw new ColoError('USAGE', `${compiled} is not what its source compiles to.`, {
      fix: 'Run `npm run build` in the checkout.',
    });
  }
  writeFileSync(file, faulty);
  return () => writeFileSync(file, present);
}

/** Code without comments, spaces and a choice of quotes: compilers of two versions differ in no more. */
function toPlainCode(text: string): string {
  return transformSync(text, { minifyWhitespace: true, minifySyntax: true, legalComments: 'none' }).code;
}
