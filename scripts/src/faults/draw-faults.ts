import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { chooseFaults } from './choose-faults.ts';
import type { Fault } from './fault.ts';
import { listParts } from './list-parts.ts';
import type { FaultsOptions } from './options.ts';
import { prepareFault } from './plant-fault.ts';
import { createTranspile } from './transpile.ts';

export interface Draw {
  /** In the order in which they are judged. */
  readonly faults: readonly Fault[];
  /** Those that would have been drawn, but the other checkout does not have their code. */
  readonly notComparable: readonly Fault[];
}

/**
 * Draws the faults of a run.
 *
 * @throws ColoError USAGE where there is no such fault, or the other checkout is none
 */
export function drawFaults(options: FaultsOptions, root: string): Draw {
  const parts = listParts(root);
  const transpile = createTranspile(root);
  const other = options.suite ?? options.comparableWith;
  if (other !== undefined && !existsSync(join(other, 'tsconfig.base.json'))) {
    throw new ColoError('USAGE', `${other} is no checkout of colo.`, { fix: 'Name the folder of one.' });
  }
  const transpileOther = other === undefined ? transpile : createTranspile(other);
  const notComparable: Fault[] = [];
  function isUsable(fault: Fault): boolean {
    if (prepareFault(root, transpile, fault) === undefined) return false;
    if (other === undefined || prepareFault(other, transpileOther, fault) !== undefined) return true;
    notComparable.push(fault);
    return false;
  }
  if (options.only === undefined) {
    return { faults: chooseFaults(parts, options.count, options.seed, isUsable), notComparable };
  }
  const faults = parts.flatMap((part) => part.faults.filter(({ id }) => id === options.only));
  if (faults.length === 0 || !faults.every(isUsable)) {
    throw new ColoError('USAGE', `There is no fault ${options.only}.`, { fix: 'See --list.' });
  }
  return { faults, notComparable };
}
