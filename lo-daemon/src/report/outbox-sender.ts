import { type ColoError, isColoError } from '@colo/schemas/errors';
import { Alarm } from '../daemon/alarm.ts';
import { type BackoffOptions, computeBackoff } from '../daemon/compute-backoff.ts';
import type { Logger } from '../daemon/logger.ts';
import type { ReportRoute } from '../reconcile/host-worker.ts';
import type { ReportSender } from '../reporters/reporter.ts';
import type { Outbox } from './outbox.ts';
import type { Report } from './report.ts';

export interface OutboxSenderOptions {
  /** Names the reporter in the outbox. */
  readonly name: string;
  readonly sender: ReportSender;
  readonly outbox: Outbox;
  readonly backoff: BackoffOptions;
  readonly log: Logger;
  /** What becomes of a report, by its context; without it, all are sent. `hold` holds back those after it too. */
  route?(context: string): ReportRoute;
  /** A clock that only runs forward, in milliseconds. */
  now?(): number;
}

const SECOND_MS = 1000;

/**
 * Sends the outbox through one reporter, in order. A report that cannot be delivered now holds back those after it; one that
 * waits for its turn, because its commit has had many, does not.
 */
export class OutboxSender {
  readonly #options: OutboxSenderOptions;
  readonly #alarm = new Alarm();
  /** When reports that wait for their turn may be sent, by their sequence. */
  readonly #turns = new Map<number, number>();
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

  /** How many of those that are pending wait for their turn. */
  get spaced(): number {
    return this.#options.outbox.listPending(this.#options.name).filter((report) => !this.#isDue(report))
      .length;
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
      if (pause > 0) await new Alarm().wait(pause, signal);
      else await this.#alarm.wait(this.#untilNextTurn(), signal);
    }
  }

  /** Sends what can be sent now. @returns milliseconds to wait after a failure; 0 when nothing is left that is due */
  async flush(signal: AbortSignal): Promise<number> {
    const { name, outbox } = this.#options;
    for (;;) {
      const pending = outbox.listPending(name);
      this.#forgetTurns(pending);
      const report = pending.find((each) => this.#isDue(each));
      if (report === undefined || signal.aborted) return 0;
      const route = this.#options.route?.(report.context) ?? 'send';
      if (route === 'hold') return 0;
      const failed = route === 'send' ? await this.#send(report, signal) : undefined;
      if (signal.aborted) return 0;
      if (failed?.kind === 'wait') return failed.forMs;
      if (failed === undefined) await outbox.markSent(name, report.sequence);
    }
  }

  /** @returns undefined when the report is done with, one way or the other */
  async #send(
    report: Report,
    signal: AbortSignal,
  ): Promise<{ readonly kind: 'wait'; readonly forMs: number } | { readonly kind: 'spaced' } | undefined> {
    const { name, sender, log } = this.#options;
    const { context, commit } = report;
    try {
      await sender.send(report, signal);
      this.#lastError = undefined;
    } catch (error) {
      if (signal.aborted) return undefined;
      if (isColoError(error) && error.code === 'LO_REPORT_SPACED') {
        this.#turns.set(report.sequence, this.#now() + readPause(error));
        log.debug('report waits for its turn', { reporter: name, context, commit });
        return { kind: 'spaced' };
      }
      this.#lastError = error;
      if (!isFinal(error)) {
        this.#failures += 1;
        log.warn('report not delivered', { reporter: name, context, error });
        return {
          kind: 'wait',
          forMs: Math.max(computeBackoff(this.#failures, this.#options.backoff), readPause(error)),
        };
      }
      await this.#noteRefused(report, error);
    }
    this.#failures = 0;
    return undefined;
  }

  /** What can never be taken is said once for each commit and context, and not tried again. */
  async #noteRefused(report: Report, error: ColoError): Promise<void> {
    const { name, outbox, log } = this.#options;
    const { context, commit } = report;
    const isNews = error.code !== 'LO_REPORT_FULL' || (await outbox.noteFull(report));
    log[isNews ? 'error' : 'debug']('report refused', { reporter: name, context, commit, error });
  }

  #now(): number {
    return this.#options.now?.() ?? performance.now();
  }

  #isDue({ sequence }: Report): boolean {
    return (this.#turns.get(sequence) ?? 0) <= this.#now();
  }

  #untilNextTurn(): number {
    // One whose turn has come may stand behind one that is held back.
    return Math.max(SECOND_MS, Math.min(...this.#turns.values()) - this.#now());
  }

  /** A newer word on the same thing asks for its own turn. */
  #forgetTurns(pending: readonly Report[]): void {
    const sequences = new Set(pending.map(({ sequence }) => sequence));
    for (const sequence of this.#turns.keys()) if (!sequences.has(sequence)) this.#turns.delete(sequence);
  }
}

/** True of an error that no later try can mend. */
function isFinal(error: unknown): error is ColoError {
  return isColoError(error) && error.kind === 'terminal' && error.code !== 'LO_CREDENTIAL_UNUSABLE';
}

/** Milliseconds that the other side asked for. */
function readPause(error: unknown): number {
  const asked = isColoError(error) ? error.data['retryAfterSeconds'] : undefined;
  return typeof asked === 'number' ? asked * SECOND_MS : 0;
}
