import { setTimeout as sleep } from 'node:timers/promises';
import { isColoError } from '@colo/schemas/errors';
import type { AttemptEnd, WaitOptions } from './node-client.ts';
import type { SlotReport } from './slot-report.ts';

/** A look at a slot that may stay on the node until the attempt ends. */
export type LookAndWait = (waitSeconds: number) => Promise<{ report: SlotReport; logTail: string }>;

export interface WaitPauses {
  readonly lookWaitMs: number;
  readonly reconnectMinMs: number;
  readonly reconnectMaxMs: number;
  /** How long errors of the way may follow each other. In milliseconds. */
  readonly unreachableMs: number;
}

/**
 * Looks until the attempt has ended or the deadline passed. Errors of the way are tried again until then, but no longer than
 * `unreachableMs` without an answer: whoever waits then knows that the host is gone, and looks again later.
 */
export async function waitForAttempt(
  look: LookAndWait,
  options: WaitOptions,
  pauses: WaitPauses,
): Promise<AttemptEnd> {
  const deadline = performance.now() + options.deadlineMs;
  let pauseMs = pauses.reconnectMinMs;
  let answeredAt = performance.now();
  for (;;) {
    options.signal?.throwIfAborted();
    const leftMs = deadline - performance.now();
    try {
      const looked = await look(Math.max(0, Math.floor(Math.min(leftMs, pauses.lookWaitMs) / 1000)));
      pauseMs = pauses.reconnectMinMs;
      answeredAt = performance.now();
      const end = judge(looked.report, looked.logTail, options);
      if (end !== undefined) {
        return end;
      }
      options.onProgress?.(looked.report);
      if (performance.now() >= deadline) {
        return { kind: 'still-running', report: looked.report };
      }
      if (leftMs < 1000) {
        await sleep(Math.max(0, Math.min(100, leftMs)), undefined, withSignal(options));
      }
    } catch (error) {
      const now = performance.now();
      const isOver = now >= deadline || now - answeredAt >= pauses.unreachableMs;
      if (!isColoError(error) || error.kind !== 'transient' || isOver) {
        throw error;
      }
      options.onReconnect?.(error);
      const jitter = 0.5 + Math.random() / 2;
      await sleep(
        Math.min(pauseMs * jitter, Math.max(0, deadline - performance.now())),
        undefined,
        withSignal(options),
      );
      pauseMs = Math.min(pauseMs * 2, pauses.reconnectMaxMs);
    }
  }
}

function withSignal(options: WaitOptions): { signal?: AbortSignal } {
  return options.signal === undefined ? {} : { signal: options.signal };
}

/** A result counts only for its generation and nonce. */
function judge(report: SlotReport, logTail: string, wanted: WaitOptions): AttemptEnd | undefined {
  if (report.generation !== wanted.generation || report.nonce !== wanted.nonce) {
    return { kind: 'superseded', report };
  }
  switch (report.phase) {
    case 'running':
      return undefined;
    case 'finished':
      return report.result === undefined
        ? { kind: 'lost', report }
        : { kind: 'finished', result: report.result, report, logTail };
    case 'lost':
      return { kind: 'lost', report };
    case 'never-ran':
    case 'none':
      return { kind: 'never-ran', report };
  }
}
