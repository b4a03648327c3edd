import { ColoError, type Place } from '@colo/schemas/errors';

/** A reply of the runner: its first line's words, then lines, then raw bytes where the verb has some. */
export interface Reply {
  readonly word: string;
  readonly words: readonly string[];
  /** What follows the first line. */
  readonly body: Uint8Array;
}

const MARK = /(?:^|\n)colo-reply 1 ([^\n]*)\n/;

/**
 * Finds the reply in what a node wrote. A login shell that greets before it obeys is tolerated; anything without a
 * reply is NODE_PROTOCOL.
 */
export function readReply(stdout: Uint8Array, stderr: Uint8Array, place: Place): Reply {
  const text = Buffer.from(stdout).toString('latin1');
  const match = MARK.exec(text);
  if (match === null) {
    throw new ColoError('NODE_PROTOCOL', 'The host did not answer as a colo runner does.', {
      place,
      data: { stdout: clip(text), stderr: clip(Buffer.from(stderr).toString('latin1')) },
    });
  }
  const [word = '', ...words] = (match[1] ?? '').split(' ');
  return { word, words, body: stdout.subarray(match.index + match[0].length) };
}

/** Text from a node, safe to log: printable ASCII only, bounded. */
export function clip(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 300);
}
