import { ColoError } from '@colo/schemas/errors';
import type { SlotName } from './intent.ts';
import type { NodeSession } from './node-session.ts';
import { parseBody } from './parse-observation.ts';
import type { SlotReport } from './slot-report.ts';
import { writeRequest } from './write-request.ts';

/** Bytes of an attempt's log that a look brings along. */
const LOG_TAIL_BYTES = 16 * 1024;

export interface LookOptions {
  readonly timeoutMs: number;
  /** How long the node shall wait for the attempt to end before it answers. */
  readonly waitSeconds?: number;
  /** Wait only while this attempt is the newest. */
  readonly nonce?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Asks for one slot. The log's tail is data from the node: keep it on the site. */
export async function lookAtSlot(
  session: NodeSession,
  owner: string,
  slot: SlotName,
  options: LookOptions,
): Promise<{ readonly report: SlotReport; readonly logTail: string }> {
  const reply = await session.run({
    verb: 'look',
    stdin: () =>
      writeRequest({
        owner,
        deployment: slot.deploymentId,
        component: slot.component,
        wait: options.waitSeconds,
        nonce: options.nonce,
        log: LOG_TAIL_BYTES,
      }),
    timeoutMs: options.timeoutMs,
    signal: options.signal,
  });
  const body = parseBody(reply.body);
  const [report] = body.slots;
  if (report === undefined || !body.complete) {
    throw new ColoError('NODE_PROTOCOL', 'The host ended its report of a slot early.');
  }
  return { report: { ...report, slot }, logTail: Buffer.from(body.rest).toString('utf8') };
}
