import type { Operation } from '@colo/schemas/diff';

export interface NextRequest {
  /** Of one host, as computed from what is known of it. */
  readonly operations: readonly Operation[];
  /** When an application may be tried again, on the monotonic clock in milliseconds. */
  readonly readyAt: ReadonlyMap<string, number>;
  readonly now: number;
  /** False when something happened since the host was looked at. */
  readonly observed: boolean;
  readonly driftMode: 'heal' | 'report';
}

export type Next =
  | { readonly kind: 'observe' }
  | { readonly kind: 'run'; readonly operation: Operation }
  /** Nothing can be done before `until`; undefined: nothing is left to do. */
  | { readonly kind: 'wait'; readonly until: number | undefined };

/**
 * What to do next on a host. Applications do not wait for each other: one in backoff is passed over. Removals come
 * first and never wait behind additions that fail.
 */
export function decideNext(request: NextRequest): Next {
  const { operations, readyAt, now, observed } = request;
  const open = operations.filter((operation) => isToDo(operation, request.driftMode));
  if (!observed && open.some(({ kind }) => kind === 'observe')) return { kind: 'observe' };
  // Nothing is installed upon data that is to go.
  const purging = new Set(
    open.filter(({ kind }) => kind === 'purge-app').map(({ applicationId }) => applicationId),
  );
  const free = open.filter((operation) => isRemoval(operation) || !purging.has(operation.applicationId));
  const ready = listFirstOfEach(free.filter(({ kind }) => kind !== 'observe')).filter(
    (operation) => (readyAt.get(backoffKey(operation)) ?? 0) <= now,
  );
  const next = ready.find(isRemoval) ?? ready[0];
  if (next !== undefined) return { kind: 'run', operation: next };
  const times = free.map((operation) => readyAt.get(backoffKey(operation)) ?? now);
  return { kind: 'wait', until: times.length === 0 ? undefined : Math.min(...times) };
}

/** Removals of an application have a backoff of their own. */
export function backoffKey(operation: Operation): string {
  return `${operation.applicationId}/${isRemoval(operation) ? 'remove' : 'run'}`;
}

function isRemoval({ kind }: Operation): boolean {
  return kind === 'remove-app' || kind === 'remove-component' || kind === 'purge-app';
}

/** False for what needs nothing, and for drift where the site only wants to know of it. */
export function isToDo(operation: Operation, driftMode: 'heal' | 'report'): boolean {
  if (operation.kind === 'noop') return false;
  if (driftMode === 'heal' || operation.kind === 'observe') return true;
  return operation.steps.some(({ drift }) => drift !== true);
}

/** The first operation of each kind of work of an application: what follows it is computed anew. */
function listFirstOfEach(operations: readonly Operation[]): readonly Operation[] {
  const first = new Map<string, Operation>();
  for (const operation of operations)
    if (!first.has(backoffKey(operation))) first.set(backoffKey(operation), operation);
  return [...first.values()];
}
