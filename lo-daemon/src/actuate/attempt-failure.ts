import { outcomeErrors } from '@colo/schemas/errors';

const outcomes: Readonly<Record<string, { readonly kind: string }>> = outcomeErrors;

/**
 * True when an attempt that ended with this code may be made again without anybody changing anything: it says nothing
 * against the version itself. Every other failed attempt is terminal for its digest on that host.
 */
export function isTransientFailure(code: string): boolean {
  return Object.hasOwn(outcomes, code) && outcomes[code]?.kind === 'transient';
}
