import { ColoError, type Place } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';

/** A reply of the runner: its first line's words, then lines, then raw bytes where the verb has some. */
export interface Reply {
  readonly word: string;
  readonly words: readonly string[];
  /** What follows the first line. */
  readonly body: Uint8Array;
}

/** Begins anywhere in a line: what a login shell wrote before need not end with a line feed. */
const MARK = /colo-reply 1 ([^\n]*)\n/;

/** Characters shown of what a host wrote in place of an answer, on each of the two streams. */
const MAX_SHOWN = 160;

/**
 * Finds the reply in what a node wrote. Whatever a login shell writes before it is skipped; without a reply it is shown, as
 * it is what went wrong.
 *
 * @throws ColoError NODE_PROTOCOL
 */
export function readReply(stdout: Uint8Array, stderr: Uint8Array, place: Place): Reply {
  const match = findMark(stdout);
  if (match === null) {
    throw new ColoError(
      'NODE_PROTOCOL',
      `The host did not answer as a colo runner does. ${describeOutput(stdout, stderr)}`,
      { place },
    );
  }
  const [word = '', ...words] = (match[1] ?? '').split(' ');
  return { word, words, body: stdout.subarray(match.index + match[0].length) };
}

/** Whether a reply has begun in what a node wrote. */
export function hasReply(stdout: Uint8Array): boolean {
  return findMark(stdout) !== null;
}

/** What a host wrote in place of an answer, as sentences that are safe to show. */
export function describeOutput(stdout: Uint8Array, stderr: Uint8Array): string {
  const shown = [
    ['It wrote', stdout],
    ['On standard error', stderr],
  ] as const;
  const sentences = shown.flatMap(([what, bytes]) => {
    const text = showBytes(bytes);
    return text === '' ? [] : [`${what}: "${text}".`];
  });
  return sentences.length === 0 ? 'It wrote nothing.' : sentences.join(' ');
}

/** Bytes of unknown origin as one short line of text. */
export function showBytes(bytes: Uint8Array): string {
  return toSafeText(Buffer.from(bytes).toString('utf8'), MAX_SHOWN);
}

/** Latin 1 keeps the places of bytes. */
function findMark(stdout: Uint8Array): RegExpExecArray | null {
  return MARK.exec(Buffer.from(stdout).toString('latin1'));
}
