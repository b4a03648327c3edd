import { WEBHOOK_TIMEOUT_MS } from '../answers/github-limits.ts';
import type { Delivery } from '../forge-types.ts';

/** What is known of a delivery before it is sent. */
export type DeliveryDraft = Omit<Delivery, 'deliveredAt' | 'duration' | 'status' | 'statusCode' | 'response'>;

interface SendOptions {
  readonly now: () => Date;
  /** True: nothing is sent, and the log says that nothing answered. */
  readonly dropped: boolean;
  readonly signal: AbortSignal;
}

type Outcome = Pick<Delivery, 'status' | 'statusCode' | 'response'>;

const UNANSWERED: Outcome = {
  status: 'failed to connect to host',
  statusCode: 502,
  response: { headers: {}, payload: '' },
};

/** Sends one delivery once: GitHub does not try again by itself. Never throws; the log tells how it went. */
export async function sendDelivery(draft: DeliveryDraft, options: SendOptions): Promise<Delivery> {
  const deliveredAt = options.now();
  const start = performance.now();
  const outcome = options.dropped ? UNANSWERED : await post(draft, options.signal);
  return { ...draft, ...outcome, deliveredAt, duration: (performance.now() - start) / 1000 };
}

async function post({ request }: DeliveryDraft, stop: AbortSignal): Promise<Outcome> {
  try {
    const response = await fetch(request.url, {
      method: 'POST',
      headers: request.headers,
      body: request.body,
      redirect: 'manual',
      signal: AbortSignal.any([stop, AbortSignal.timeout(WEBHOOK_TIMEOUT_MS)]),
    });
    const payload = (await response.text()).slice(0, 4096);
    const status = response.ok ? 'OK' : `Invalid HTTP Response: ${response.status}`;
    return {
      status,
      statusCode: response.status,
      response: { headers: Object.fromEntries(response.headers), payload },
    };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return timedOut ? { ...UNANSWERED, status: 'timed out', statusCode: 504 } : UNANSWERED;
  }
}
