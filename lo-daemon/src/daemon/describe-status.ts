import { isColoError } from '@colo/schemas/errors';
import type { Settings } from '../config/settings.ts';
import type { Reconciler } from '../reconcile/reconciler.ts';
import type { OutboxSender } from '../report/outbox-sender.ts';
import type { RefusalRecord, Revision } from '../store/revision.ts';
import type { StateStore } from '../store/state-store.ts';
import { describeHost, type HostStatus } from './describe-host.ts';

/** What `lo status` shows; `--json` prints it as it is. */
export interface LoStatus {
  readonly site: string;
  readonly repository: string;
  readonly outcome: 'converged' | 'waiting' | 'failed';
  readonly adopted?: { readonly commit: string; readonly statusCommit: string; readonly at: string };
  /** The newest revision was refused; what was adopted before goes on. */
  readonly refused?: RefusalRecord;
  /** The last poll failed. */
  readonly pollError?: { readonly code: string; readonly message: string };
  readonly hosts: readonly HostStatus[];
  readonly reporters: readonly {
    readonly name: string;
    readonly pending: number;
    /** How many of these wait for their turn, because their commit has had many reports of one application. */
    readonly spaced?: number;
    readonly error?: { readonly code: string; readonly message: string };
  }[];
  /** Commits that take no more reports of a context. */
  readonly full?: readonly { readonly context: string; readonly commit: string }[];
}

export interface StatusSources {
  readonly settings: Settings;
  readonly revision: Revision | undefined;
  readonly refused: RefusalRecord | undefined;
  readonly state: StateStore;
  readonly reconciler: Reconciler;
  readonly pollError: unknown;
  readonly senders: readonly OutboxSender[];
  readonly full: NonNullable<LoStatus['full']>;
}

/** Collects what LO knows, for people and programs. */
export function describeStatus(sources: StatusSources): LoStatus {
  const { settings, revision, refused, state, reconciler, pollError, senders, full } = sources;
  const outcome = reconciler.getOutcome();
  return {
    site: settings.site,
    repository: settings.infra.repository,
    outcome: refused !== undefined ? 'failed' : revision === undefined ? 'waiting' : outcome,
    ...(revision === undefined
      ? {}
      : {
          adopted: {
            commit: revision.record.commit,
            statusCommit: revision.record.statusCommit,
            at: revision.record.adoptedAt,
          },
        }),
    ...(refused === undefined ? {} : { refused }),
    ...describeError('pollError', pollError),
    hosts: reconciler.listWorkers().map(([host, worker]) =>
      describeHost({
        host,
        state: state.getHost(host),
        desired: revision?.hosts.get(host),
        operations: worker.listOperations(),
        outcome: worker.getOutcome(),
        activity: worker.activity,
        notice: worker.notice,
      }),
    ),
    reporters: senders.map((sender) => ({
      name: sender.name,
      pending: sender.pending,
      ...(sender.spaced === 0 ? {} : { spaced: sender.spaced }),
      ...describeError('error', sender.lastError),
    })),
    ...(full.length === 0 ? {} : { full }),
  };
}

function describeError<K extends string>(
  key: K,
  error: unknown,
): Partial<Record<K, { readonly code: string; readonly message: string }>> {
  if (error === undefined) return {};
  const code = isColoError(error) ? error.code : 'INTERNAL';
  const message = error instanceof Error ? error.message : 'unknown';
  const named: Partial<Record<K, { readonly code: string; readonly message: string }>> = {};
  named[key] = { code, message };
  return named;
}
