import type { Operation } from '@colo/schemas/diff';
import { toSafeText } from '@colo/schemas/text';

/** What LO would do on a host, or why it cannot be said. */
export interface HostDiff {
  readonly host: string;
  readonly operations: readonly Operation[];
  readonly problem?: { readonly code: string; readonly message: string };
}

const MAX_LINE = 300;

/** `lo diff` for people. */
export function formatOperations(hosts: readonly HostDiff[]): string {
  return hosts.flatMap(formatHost).join('\n');
}

function formatHost({ host, operations, problem }: HostDiff): readonly string[] {
  if (problem !== undefined) return [toSafeText(`${host}: ${problem.code}: ${problem.message}`, MAX_LINE)];
  if (operations.length === 0) return [`${host}: nothing is desired and nothing of ours runs`];
  return operations.map(({ kind, applicationId, reason }) =>
    toSafeText(`${host}: ${kind} ${applicationId}: ${reason}`, MAX_LINE),
  );
}
