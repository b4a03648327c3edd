import type { Client, ClientChannel } from 'ssh2';
import { BoundedOutput } from '../bounded-output.ts';
import { feedStdin } from '../feed-stdin.ts';
import type { ExecRequest, ExecResult, UnknownReason } from '../transport.ts';

/** The server opened no channel: the command did not begin. */
export type ChannelResult = ExecResult | { readonly kind: 'refused' };

/** Runs one command on a channel of its own. The deadline covers the opening of the channel. */
export function runChannel(
  client: Client,
  isClosed: () => boolean,
  request: ExecRequest,
): Promise<ChannelResult> {
  return new Promise((resolve, reject) => {
    const stdout = new BoundedOutput(request.maxOutputBytes);
    const stderr = new BoundedOutput(request.maxOutputBytes);
    let channel: ClientChannel | undefined;
    let exitCode: number | undefined;
    let settled = false;
    const settle = () => {
      settled = true;
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', abort);
      client.removeListener('close', drop);
      channel?.close();
    };
    const refuse = () => {
      if (settled) return;
      settle();
      resolve({ kind: 'refused' });
    };
    const finish = (reason?: UnknownReason) => {
      if (settled) {
        return;
      }
      settle();
      const output = {
        stdout: stdout.bytes(),
        stderr: stderr.bytes(),
        truncated: stdout.truncated || stderr.truncated,
      };
      resolve(
        reason === undefined && exitCode !== undefined
          ? { kind: 'exited', code: exitCode, ...output }
          : { kind: 'unknown', reason: reason ?? 'dropped', ...output },
      );
    };
    const timer = setTimeout(() => finish('timed-out'), request.timeoutMs);
    const abort = () => finish('aborted');
    const drop = () => finish();
    if (request.signal?.aborted) {
      finish('aborted');
      return;
    }
    if (isClosed()) {
      finish('dropped');
      return;
    }
    request.signal?.addEventListener('abort', abort, { once: true });
    client.once('close', drop);
    try {
      client.exec(request.command, (error, opened) => {
        if (error !== undefined) {
          if (isRefusal(error)) refuse();
          else finish('dropped');
          return;
        }
        channel = opened;
        if (settled) {
          opened.close();
          return;
        }
        opened.on('error', drop);
        // Both streams are read to their end: a channel with unread output never closes.
        opened.on('data', (chunk: Buffer) => stdout.add(chunk));
        opened.stderr.on('data', (chunk: Buffer) => stderr.add(chunk));
        opened.on('exit', (code: number | null) => {
          exitCode = code ?? undefined;
        });
        opened.once('close', () => finish());
        feedStdin(opened, request.stdin).catch((cause: unknown) => {
          reject(cause);
          finish('aborted');
        });
      });
    } catch {
      // ssh2 throws "Not connected" when the connection ended between the check above and here.
      finish('dropped');
    }
  });
}

/** The server's own refusal has one of the reasons of RFC 4254, section 5.1; a connection that ended has none. */
function isRefusal(error: Error): boolean {
  return 'reason' in error && typeof error.reason === 'number';
}
