import type { Operation } from '../diff/operation.ts';
import type { ResolvedComponent, ResolvedHost } from '../resolve/resolved.ts';
import { describeChange } from './describe-change.ts';

/**
 * Adds to the reason of an update which values, properties and files differ: the plan knows both sides, where LO knows
 * only digests. To that of a removal it adds what becomes of the data; a purge says it itself.
 *
 * @param purged applications whose data goes
 */
export function explainOperation(
  operation: Operation,
  before: ResolvedHost,
  after: ResolvedHost | undefined,
  purged: ReadonlySet<string>,
): Operation {
  if (operation.kind === 'remove-app' || operation.kind === 'remove-component') {
    const isKept = !purged.has(operation.applicationId);
    return isKept ? { ...operation, reason: `${operation.reason}; its data is kept` } : operation;
  }
  if (operation.kind !== 'update-component' && operation.kind !== 'replace-component') return operation;
  const changes = operation.steps.flatMap(({ component }) => {
    const old = findComponent(before, operation.applicationId, component);
    const next = findComponent(after, operation.applicationId, component);
    return old === undefined || next === undefined ? [] : describeChange(old, next);
  });
  if (changes.length === 0) return operation;
  return { ...operation, reason: `${operation.reason} (${[...new Set(changes)].join(', ')})` };
}

function findComponent(
  host: ResolvedHost | undefined,
  applicationId: string,
  name: string,
): ResolvedComponent | undefined {
  return host?.applications
    .find((application) => application.applicationId === applicationId)
    ?.components.find((component) => component.name === name);
}
