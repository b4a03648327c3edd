import { spawn } from 'node:child_process';
import type { ServerChannel } from 'ssh2';

/** Runs a command by a shell behind a channel, as sshd does: the command lives on when the channel dies. */
export function runSessionCommand(
  channel: ServerChannel,
  command: string,
  { home, shell = 'sh' }: { readonly home: string; readonly shell?: string },
): void {
  const child = spawn(shell, ['-c', command], {
    cwd: home,
    detached: true,
    env: { HOME: home, PATH: process.env['PATH'], USER: process.env['USER'], SSH_CONNECTION: '127.0.0.1' },
    stdio: 'pipe',
  });
  const cut = () => {
    child.stdin.destroy();
    child.stdout.destroy();
    child.stderr.destroy();
  };
  channel.on('error', cut);
  channel.on('close', cut);
  child.stdin.on('error', () => child.stdin.destroy());
  channel.pipe(child.stdin);
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  child.once('error', () => {
    channel.exit(127);
    channel.end();
  });
  child.once('close', (code, signal) => {
    if (code === null) {
      channel.exit((signal ?? 'SIGKILL').replace('SIG', ''));
    } else {
      channel.exit(code);
    }
    channel.end();
  });
}
