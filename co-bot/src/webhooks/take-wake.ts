import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Path that a Git hook or a relay posts to. */
export const wakePath = '/wake';

const MAX_BODY_BYTES = 65_536;

interface WakeOptions {
  /** Undefined: nobody may wake. */
  readonly secret: string | undefined;
  onWake(): void;
}

/**
 * Answers `POST /wake` in the form that LO takes as well: the header `X-Colo-Signature` signs the body, which is not looked
 * at. It only says "look now", so a request that is repeated or comes late does no harm.
 *
 * @returns the HTTP status
 */
export async function takeWake(request: IncomingMessage, { secret, onWake }: WakeOptions): Promise<number> {
  if (secret === undefined) return 404;
  if (request.method !== 'POST') return 405;
  const hmac = createHmac('sha256', secret);
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.byteLength;
    if (size > MAX_BODY_BYTES) return 413;
    hmac.update(bytes);
  }
  const expected = Buffer.from(`sha256=${hmac.digest('hex')}`);
  const given = Buffer.from(String(request.headers['x-colo-signature'] ?? ''));
  if (given.byteLength !== expected.byteLength || !timingSafeEqual(given, expected)) return 401;
  onWake();
  return 202;
}

/** Lets `act` run at once, then no sooner than `gapMs` after it ran; what is asked meanwhile is one run at the end. */
export function paceCalls(act: () => void, gapMs: number): { call(): void; stop(): void } {
  let last = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  function run(): void {
    timer = undefined;
    last = performance.now();
    act();
  }
  return {
    call() {
      if (timer !== undefined) return;
      const rest = last + gapMs - performance.now();
      if (rest <= 0) run();
      else timer = setTimeout(run, rest).unref();
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
