import type { Diagnostic } from '@colo/schemas/diagnostics';
import { MAX_BODY_CHARACTERS, MAX_FAULT_COMMENTS } from '../github/github-limits.ts';
import { renderDiagnostics } from '../say/render-diagnostics.ts';
import { truncateDescription } from '../say/truncate-description.ts';
import type { WantedStatus } from './keep-status.ts';
import { type Diff, type PlacedFault, placeFaults } from './place-faults.ts';

/** What CO says about a pull request. */
export interface Verdict {
  readonly status: Omit<WantedStatus, 'context'>;
  /** Of the comment; undefined when there is nothing to read. */
  readonly body: string | undefined;
  /** Faults on the diff; undefined when it is not known what is wrong. */
  readonly faults: readonly PlacedFault[] | undefined;
}

/** The verdict on a pull request that cannot be merged: nobody knows what would be wrong. */
export function refuseConflict(paths: readonly string[], against: string): Verdict {
  const description = truncateDescription(`does not merge: ${paths.join(', ')}; ${against}`);
  return { status: { state: 'failure', description }, body: undefined, faults: undefined };
}

/**
 * The verdict on a pull request with errors: the first in the status, all in the comment, as many as there may be at
 * their lines.
 *
 * @param context of the status
 * @param found errors and warnings
 * @param against what was compared with: `checked against main@…`
 */
export async function refuseFaults(
  context: string,
  found: readonly Diagnostic[],
  diff: Diff,
  against: string,
): Promise<Verdict> {
  const errors = found.filter(({ severity }) => severity === 'error');
  const faults = await placeFaults(diff, errors, MAX_FAULT_COMMENTS);
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const place = first === undefined ? '' : `${first.file}:${first.line}: ${first.code}${more}`;
  const count = errors.length === 1 ? '1 error' : `${errors.length} errors`;
  // Those in files that the pull request does not touch, or beyond the bound, stand in this comment alone.
  const isPart = faults.length > 0 && faults.length < errors.length;
  const shown = isPart ? ` ${faults.length} of them stand at their lines.` : '';
  return {
    status: { state: 'failure', description: truncateDescription(`${place}; ${against}`) },
    body: `**\`${context}\`: ${count}**, ${against}.${shown}\n\n${renderDiagnostics(found, MAX_BODY_CHARACTERS - 1_000)}`,
    faults,
  };
}
