import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { ExecRequest } from './transport.ts';

/**
 * Writes a request's standard input and ends it. The other side may stop reading at any time, which is its right: the
 * exit status tells what that meant, so only errors of the source itself are thrown.
 */
export async function feedStdin(stdin: Writable, source: ExecRequest['stdin']): Promise<void> {
  let closed = stdin.destroyed;
  const close = () => {
    closed = true;
  };
  stdin.once('error', close);
  stdin.once('close', close);
  const chunks = source === undefined ? [] : source instanceof Uint8Array ? [source] : source;
  for await (const chunk of chunks) {
    if (closed) {
      return;
    }
    if (!stdin.write(chunk)) {
      // A stream that closes while full never drains.
      await Promise.race([once(stdin, 'drain'), once(stdin, 'close')]).catch(close);
    }
  }
  if (!closed) {
    stdin.end();
  }
}
