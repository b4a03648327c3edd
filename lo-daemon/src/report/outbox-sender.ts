import { isColoError } from '@colo/schemas/errors';
import { Alarm } from '../daemon/alarm.ts';
import { type BackoffOptions, computeBackoff } from '../daemon/compute-backoff.ts';
import type { Logger } from '../daemon/logger.ts';
import type { ReportRoute } from '../reconcile/host-worker.ts';
import type { ReportSender } from '../reporters/reporter.ts';
import type { Outbox } from './outbox.ts';

export interface OutboxSenderOptions {
  /** Names the reporter in the outbox. */
  readonly name: string;
  readonly sender: ReportSender;
  readonly outbox: Outbox;
  readonly backoff: BackoffOptions;
  readonly log: Logger;
  /** What becomes of a report, by its context; without it, all are sent. `hold` holds back those after it too. */
  route?(context: string): ReportRoute;
}

const SECOND_MS = 1000;

/** Sends the outbox through one reporter, in order. A report that cannot be delivered now holds back those after it. */
export class OutboxSender {
  readonly #options: OutboxSenderOptions;
  readonly #alarm = new Alarm();
  #failures = 0;
  #lastError: unknown;

  constructor(options: OutboxSenderOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  get pending(): number {
    return this.#options.outbox.listPending(this.#options.name).length;
  }

  /** What the last delivery failed with; undefined when it succeeded. */
  get lastError(): unknown {
    return this.#lastError;
  }

  /** There may be something to send. During a pause after a failure it changes nothing. */
  wake(): void {
    this.#alarm.ring();
  }

  /** Sends until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#alarm.reset();
      const pause = await this.flush(signal);
      if (pause === 0) await this.#alarm.wait(Number.POSITIVE_INFINITY, signal);
      else await new Alarm().wait(pause, signal);
    }
  }

  /** Sends what can be sent now. @returns milliseconds to wait before trying again; 0 when nothing is left */
  async flush(signal: AbortSignal): Promise<number> {
    const { name, sender, outbox, log, backoff } = this.#options;
    for (;;) {
      const [report] = outbox.listPending(name);
      if (report === undefined || signal.aborted) return 0;
      const route = this.#options.route?.(report.context) ?? 'send';
      if (route === 'hold') return 0;
      if (route === 'drop') {
        await outbox.markSent(name, report.sequence);
        continue;
      }
      try {
        await sender.send(report, signal);
        this.#lastError = undefined;
      } catch (error) {
        if (signal.aborted) return 0;
        this.#lastError = error;
        if (!isColoError(error) || error.kind !== 'terminal' || error.code === 'LO_CREDENTIAL_UNUSABLE') {
          this.#failures += 1;
          const asked = isColoError(error) ? error.data['retryAfterSeconds'] : undefined;
          const pause = computeBackoff(this.#failures, backoff);
          log.warn('report not delivered', { reporter: name, context: report.context, error });
          return Math.max(pause, typeof asked === 'number' ? asked * SECOND_MS : 0);
        }
        log.error('report refused', {
          reporter: name,
          context: report.context,
          commit: report.commit,
          error,
        });
      }
      this.#failures = 0;
      await outbox.markSent(name, report.sequence);
    }
  }
}
