import { resolve } from 'node:path';
import { tryGit } from '../../git/run-git.ts';
import { findHooksFolder } from '../../hooks/find-hooks-folder.ts';
import { bareHooks, checkoutHooks } from '../../hooks/hook-script.ts';
import { uninstallHooks } from '../../hooks/install-hooks.ts';
import { WAKE_SECRET, WAKE_URL } from '../../hooks/wake-listeners.ts';
import { formatHooks } from '../../output/format-hooks.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';

export async function runHooksUninstall({ args, io, print }: Invocation): Promise<ExitCode> {
  const root = resolve(io.cwd, args.optional(0) ?? '.');
  const isBare = args.flag('bare');
  const { folder, context } = await findHooksFolder(root, isBare, io);
  const hooks = await uninstallHooks(folder, isBare ? bareHooks : checkoutHooks);
  for (const key of [WAKE_URL, WAKE_SECRET]) await tryGit(context, ['config', '--local', '--unset-all', key]);
  print.result({ folder, hooks }, () => formatHooks(hooks));
  return 0;
}
