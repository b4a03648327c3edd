import { constants, watch } from 'node:fs';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Test } from 'tap';
import {
  bareHooks,
  checkoutHooks,
  formatHookCall,
  type HookName,
} from '../../../src/cli/hooks/hook-script.ts';
import { lstatIfThere } from '../../../src/cli/reader/lstat-if-there.ts';
import { runCli } from './run-cli.ts';

/** Leaves what git gives a hook in a folder, and does with the answer what `co` would have done. */
const CLIENT = `#!/bin/sh
call="$1/$$"
mkdir "$call" && mkfifo "$call/exit" && exec 3<>"$call/exit" || exit 99
printf '%s' "$2" >"$call/hook"
cat >"$call/stdin"
env >"$call/env"
pwd >"$call/cwd"
mv "$call" "$1/call-$$"
read -r code <&3
cat "$1/call-$$/stdout"
cat "$1/call-$$/stderr" >&2
exit "$code"
`;

/**
 * Has the hooks that `co hooks install` wrote into a folder run `co` in this process, as they are otherwise: the start of
 * a program takes far longer than what it does. Git, its environment and its standard input are real.
 *
 * @param hooks the folder with the hooks
 * @param folder a folder that is not there yet
 */
export async function runHooksHere(t: Test, hooks: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const client = join(folder, 'client.sh');
  await writeFile(client, CLIENT);
  const watcher = watch(folder, (_event, name) => {
    if (name?.startsWith('call-') !== true || taken.has(name)) return;
    taken.add(name);
    answer(join(folder, name)).catch((error: unknown) => t.fail(String(error)));
  });
  const taken = new Set<string>();
  t.teardown(() => watcher.close());
  for (const hook of [...checkoutHooks, ...bareHooks])
    await redirect(hook, join(hooks, hook), client, folder);
}

async function redirect(hook: HookName, file: string, client: string, folder: string): Promise<void> {
  if ((await lstatIfThere(file)) === undefined) return;
  const text = await readFile(file, 'utf8');
  const call = formatHookCall(hook);
  if (!text.includes(call)) throw new Error(`${file} does not call co`);
  const words = ['sh', client, folder, hook].map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
  await writeFile(
    file,
    text.replace(call, () => words.join(' ')),
  );
}

async function answer(call: string): Promise<void> {
  const read = (name: string): Promise<string> => readFile(join(call, name), 'utf8');
  const run = await runCli(['hooks', 'run', await read('hook')], {
    cwd: (await read('cwd')).replace(/\n$/, ''),
    env: Object.fromEntries((await read('env')).split('\n').map(toVariable)),
    stdin: await read('stdin'),
  });
  await writeFile(join(call, 'stdout'), run.stdout);
  await writeFile(join(call, 'stderr'), run.stderr);
  // Not waited for: a client that is gone takes nothing.
  const exit = await open(join(call, 'exit'), constants.O_WRONLY | constants.O_NONBLOCK);
  await exit.write(`${run.code}\n`);
  await exit.close();
}

function toVariable(line: string): readonly [string, string] {
  const at = line.indexOf('=');
  return [line.slice(0, at), line.slice(at + 1)];
}
