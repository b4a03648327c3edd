import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ColoError } from '@colo/schemas/errors';
import { programEnvironment } from '../../world/places.ts';
import type { BenchContext } from '../benchmark.ts';
import { type ForgeMessage, isForgeMessage } from './forge-message.ts';

/** A forge in a process of its own, with private repositories. */
export interface ForgeProcess {
  readonly token: string;
  /** File that holds the token, for whoever reads it from one. */
  readonly tokenFile: string;
  urlOf(repository: string): string;
  /** The bare repository on disk. */
  pathOf(repository: string): string;
  /** Settings that send the token to this forge. */
  readonly gitConfig: Readonly<Record<string, string>>;
  /** Bytes to and from the forge since the last call; connections that were left open are ended. */
  takeTraffic(): Promise<number>;
}

const PROGRAM = fileURLToPath(new URL('../program-forge.js', import.meta.url));

/** Starts a forge that ends with the benchmark. */
export async function startForgeProcess(
  { folder, defer }: BenchContext,
  repositories: readonly string[],
): Promise<ForgeProcess> {
  const home = join(folder, 'forge');
  await mkdir(home, { recursive: true });
  const child = fork(PROGRAM, [home, ...repositories], {
    env: { ...programEnvironment(home) },
    execArgv: [],
  });
  defer(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    child.disconnect();
    await closed;
  });
  const ready = await receive(child, 'ready');
  const tokenFile = join(folder, 'token');
  await writeFile(tokenFile, `${ready.token}\n`, { mode: 0o600 });
  const basic = Buffer.from(`x-access-token:${ready.token}`).toString('base64');
  return {
    token: ready.token,
    tokenFile,
    urlOf: (repository) => `${ready.url}/acme/${repository}.git`,
    pathOf: (repository) => join(ready.root, 'acme', `${repository}.git`),
    gitConfig: { [`http.${ready.url}/.extraHeader`]: `Authorization: Basic ${basic}` },
    async takeTraffic() {
      const answer = receive(child, 'traffic');
      child.send('take');
      return (await answer).bytes;
    },
  };
}

async function receive<Kind extends ForgeMessage['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<ForgeMessage, { readonly kind: Kind }>> {
  const ended = new AbortController();
  const onExit = (): void => ended.abort();
  child.once('exit', onExit);
  try {
    const [message]: unknown[] = await once(child, 'message', { signal: ended.signal });
    if (isForgeMessage(message) && isOfKind(message, kind)) return message;
    throw new ColoError('INTERNAL', 'The forge of the benchmark said something unexpected.');
  } finally {
    child.removeListener('exit', onExit);
  }
}

function isOfKind<Kind extends ForgeMessage['kind']>(
  message: ForgeMessage,
  kind: Kind,
): message is Extract<ForgeMessage, { readonly kind: Kind }> {
  return message.kind === kind;
}
