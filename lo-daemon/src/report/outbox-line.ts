import type { CommitStatusState } from '@colo/schemas/status';
import type { Report } from './report.ts';

/** One line of the outbox's file. */
export type OutboxLine =
  | { readonly kind: 'report'; readonly report: Report }
  /** Everything up to this report was delivered by, or is of no more use to, a reporter. */
  | { readonly kind: 'sent'; readonly reporter: string; readonly sequence: number }
  /** The same of this report alone: an earlier one still waits. */
  | { readonly kind: 'done'; readonly reporter: string; readonly sequence: number }
  /** From here on a context is reported on this commit. */
  | { readonly kind: 'track'; readonly context: string; readonly commit: string }
  /** The commit takes no more reports of a context. */
  | { readonly kind: 'full'; readonly context: string; readonly commit: string }
  /** What was said of a context on its commit counts as not said. */
  | { readonly kind: 'forget'; readonly context: string }
  /** From here on reports are about the revision of this commit, also when LO ends before it works with it. */
  | { readonly kind: 'adopt'; readonly commit: string };

const STATES: readonly CommitStatusState[] = ['error', 'failure', 'pending', 'success'];

export function formatOutboxLine(line: OutboxLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** Reads a line back; undefined for one that was cut off or damaged. */
export function parseOutboxLine(text: string): OutboxLine | undefined {
  const value = parseObject(text);
  const kind = value?.['kind'];
  if (value === undefined) return undefined;
  if (kind === 'report') {
    const report = readReport(value['report']);
    return report === undefined ? undefined : { kind, report };
  }
  const { reporter, sequence, context, commit } = value;
  if ((kind === 'sent' || kind === 'done') && typeof reporter === 'string' && typeof sequence === 'number')
    return { kind, reporter, sequence };
  if ((kind === 'track' || kind === 'full') && typeof context === 'string' && typeof commit === 'string')
    return { kind, context, commit };
  if (kind === 'forget' && typeof context === 'string') return { kind, context };
  if (kind === 'adopt' && typeof commit === 'string') return { kind, commit };
  return undefined;
}

function readReport(value: unknown): Report | undefined {
  if (!isObject(value)) return undefined;
  const { sequence, commit, context, description, at } = value;
  const state = STATES.find((known) => known === value['state']);
  if (typeof sequence !== 'number' || typeof commit !== 'string' || typeof context !== 'string')
    return undefined;
  if (state === undefined || typeof description !== 'string' || typeof at !== 'string') return undefined;
  const started = value['started'] === true ? { started: true } : {};
  return { sequence, commit, context, state, description, at, ...started };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // The last line of a file that lost power; what it said will be said again.
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
