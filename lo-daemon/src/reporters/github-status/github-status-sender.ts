import { ColoError, isColoError } from '@colo/schemas/errors';
import type { Report } from '../../report/report.ts';
import type { ReportSender } from '../reporter.ts';
import type { GithubStatuses } from './github-statuses.ts';
import { decideStatus, githubBudget, type KnownStatuses, type StatusBudget } from './status-budget.ts';
import { StatusLedger } from './status-ledger.ts';

export interface GithubStatusSenderOptions {
  readonly statuses: Pick<GithubStatuses, 'create' | 'list'>;
  /** Default: {@link githubBudget}. */
  readonly budget?: StatusBudget;
  /** A clock that only runs forward, in milliseconds. */
  now?(): number;
}

const SECOND_MS = 1000;
/** So long what was read of a commit is enough to drop a report. */
const TRUSTED_MS = 60 * SECOND_MS;
const UNKNOWN: KnownStatuses = { count: 0, state: undefined, ageMs: 0 };

/** Sends reports as commit statuses, within what GitHub takes for one commit and context. */
export class GithubStatusSender implements ReportSender {
  readonly #statuses: GithubStatusSenderOptions['statuses'];
  readonly #budget: StatusBudget;
  readonly #ledger: StatusLedger;

  constructor({ statuses, budget = githubBudget, now = () => performance.now() }: GithubStatusSenderOptions) {
    this.#statuses = statuses;
    this.#budget = budget;
    this.#ledger = new StatusLedger({ list: (commit, signal) => statuses.list(commit, signal), now });
  }

  async send(report: Report, signal: AbortSignal): Promise<void> {
    let decision = decideStatus(report, await this.#find(report, signal), this.#budget);
    // That nothing new would be said must be true now: another LO of the site may have spoken.
    if (decision.kind === 'skip' && this.#ledger.forgetOlder(report.commit, TRUSTED_MS))
      decision = decideStatus(report, await this.#find(report, signal), this.#budget);
    if (decision.kind === 'skip') return;
    if (decision.kind === 'full') throw describeFull();
    if (decision.kind === 'wait')
      throw new ColoError('LO_REPORT_SPACED', 'The commit has had many reports of this application.', {
        data: { retryAfterSeconds: decision.forMs / SECOND_MS },
      });
    await this.#create(report, signal);
  }

  /** What GitHub has. Where it does not say, because it knows no such commit, its answer to the report decides. */
  async #find({ commit, context }: Report, signal: AbortSignal): Promise<KnownStatuses> {
    try {
      return await this.#ledger.find(commit, context, signal);
    } catch (error) {
      if (!signal.aborted && isColoError(error) && !isPassing(error)) return UNKNOWN;
      throw error;
    }
  }

  async #create(report: Report, signal: AbortSignal): Promise<void> {
    const { commit, context, state } = report;
    try {
      await this.#statuses.create(report, signal);
      this.#ledger.note(commit, context, state);
    } catch (error) {
      if (isColoError(error) && error.code === 'LO_REPORT_FULL') this.#ledger.noteFull(commit, context);
      // Nobody knows whether it was taken.
      else this.#ledger.forget(commit);
      throw error;
    }
  }
}

function isPassing({ code, data }: ColoError): boolean {
  return code === 'LO_REPORT_UNDELIVERED' || code === 'LO_CREDENTIAL_UNUSABLE' || data['status'] === 401;
}

function describeFull(): ColoError {
  return new ColoError('LO_REPORT_FULL', 'GitHub takes no more statuses of this commit and context.');
}
