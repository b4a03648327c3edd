import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { awaitSshBanner } from './await-ssh-banner.ts';
import type { SshServer, SshServerOptions } from './edge-host.ts';
import { findSshdProcesses } from './find-sshd-processes.ts';

/** Starts OpenSSH's sshd in the foreground as our child, as root or not. */
export async function startSshd(sshd: string, options: SshServerOptions): Promise<SshServer> {
  const { folder, port } = options;
  const config = join(folder, 'sshd_config');
  const logFile = join(folder, 'sshd.log');
  await writeFile(join(folder, 'authorized_keys'), `${options.authorizedKey}\n`, { mode: 0o600 });
  await writeFile(config, writeConfig(options));
  if (process.getuid?.() === 0) {
    // The privilege separation folder that a service manager would have made.
    await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  }
  const log = await open(logFile, 'a');
  const [program = sshd, ...words] = [...(options.enter ?? []), sshd, '-D', '-e', '-f', config];
  const child = spawn(program, words, { stdio: ['ignore', log.fd, log.fd] });
  await log.close();
  const closed = once(child, 'close');
  let lastWords = '';
  closed.then(async () => {
    lastWords = (await readFile(logFile, 'utf8')).slice(-500) || 'sshd ended';
  });
  await awaitSshBanner(port, () => (lastWords === '' ? undefined : lastWords));
  return {
    stop: () => end(child, 'SIGTERM', closed),
    kill: () => end(child, 'SIGKILL', closed),
  };
}

async function end(
  child: ChildProcess,
  signal: 'SIGTERM' | 'SIGKILL',
  closed: Promise<unknown>,
): Promise<void> {
  // Held still first, so that no session begins after we looked.
  child.kill('SIGSTOP');
  const sessions = child.pid === undefined ? [] : await findSshdProcesses(child.pid);
  for (const pid of [...(child.pid === undefined ? [] : [child.pid]), ...sessions]) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      // ESRCH: it ended by itself meanwhile.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
        throw error;
      }
    }
  }
  child.kill('SIGCONT');
  await closed;
}

function writeConfig(options: SshServerOptions): string {
  return [
    // Of each keyword sshd takes the first line.
    ...(options.config ?? []),
    ...(options.shell === undefined ? [] : [`ForceCommand exec ${options.shell} -c "$SSH_ORIGINAL_COMMAND"`]),
    `Port ${options.port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${options.hostKeyFile}`,
    `PidFile ${join(options.folder, 'sshd.pid')}`,
    `AuthorizedKeysFile ${join(options.folder, 'authorized_keys')}`,
    `AllowUsers ${options.user}`,
    // The folder of a test is below /tmp, which anybody may write.
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'UseDNS no',
    'MaxStartups 100',
    // Without it bash would read the .bashrc of whoever runs the tests, which may be slow or noisy.
    `SetEnv HOME=${options.home}`,
    '',
  ].join('\n');
}
