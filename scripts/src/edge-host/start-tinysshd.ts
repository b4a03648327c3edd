import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import type { SshServer, SshServerOptions } from './edge-host.ts';

/** An ed25519 key as tinyssh keeps it: 32 bytes, of which the second half of the 64 secret ones is a copy. */
const PUBLIC_BYTES = 32;
const SECRET_BYTES = 64;

/** Gives the user's folder of this one process other content, which is where tinyssh looks for keys. */
const IN_HOME = 'mount --bind "$1" "$2" && exec "$3" -q "$4"';

/** Starts tinyssh's server for each connection, as inetd does. Needs root (unshare(1), mount(8)). */
export async function startTinysshd(tinysshd: string, options: SshServerOptions): Promise<SshServer> {
  const { folder, home, port } = options;
  const keys = join(folder, 'tinyssh');
  await writeHostKey(keys, options.hostKeyFile);
  await mkdir(join(home, '.ssh'), { recursive: true, mode: 0o700 });
  await writeFile(join(home, '.ssh/authorized_keys'), `${options.authorizedKey}\n`, { mode: 0o600 });
  const serving = new Set<ChildProcess>();
  // Paused, so that what a client says first is left to the server that inherits the socket.
  const listener = createServer({ pauseOnConnect: true }, (socket) => {
    const words = ['--mount', 'sh', '-c', IN_HOME, 'sh', home, userInfo().homedir, tinysshd, keys];
    const child = spawn('unshare', words, { stdio: [socket, socket, 'ignore'] });
    serving.add(child);
    child.once('close', () => {
      serving.delete(child);
      socket.destroy();
    });
    socket.on('error', () => socket.destroy());
  });
  listener.listen(port, '127.0.0.1');
  await once(listener, 'listening');

  async function end(): Promise<void> {
    const closed = once(listener, 'close');
    listener.close();
    for (const child of serving) child.kill('SIGKILL');
    await closed;
  }
  return { stop: end, kill: end };
}

/** In an OpenSSH key the secret bytes stand behind their length, in clear. */
async function writeHostKey(folder: string, file: string): Promise<void> {
  const text = await readFile(file, 'latin1');
  const parsed = ssh2.utils.parseKey(text);
  if (parsed instanceof Error) throw parsed;
  const shown = parsed.getPublicSSH().subarray(-PUBLIC_BYTES);
  const blob = Buffer.from(text.replaceAll(/-----[^-]+-----/gu, ''), 'base64');
  const end = blob.lastIndexOf(shown) + PUBLIC_BYTES;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'ed25519.pk'), shown);
  await writeFile(join(folder, '.ed25519.sk'), blob.subarray(end - SECRET_BYTES, end), { mode: 0o600 });
}
