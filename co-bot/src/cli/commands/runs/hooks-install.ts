import { resolve } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { runGit } from '../../git/run-git.ts';
import { findHooksFolder } from '../../hooks/find-hooks-folder.ts';
import { bareHooks, checkoutHooks } from '../../hooks/hook-script.ts';
import { installHooks } from '../../hooks/install-hooks.ts';
import { isWakeUrl, WAKE_SECRET, WAKE_URL } from '../../hooks/wake-listeners.ts';
import { formatHooks } from '../../output/format-hooks.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';

export async function runHooksInstall({ args, io, print }: Invocation): Promise<ExitCode> {
  const root = resolve(io.cwd, args.optional(0) ?? '.');
  const isBare = args.flag('bare');
  const urls = args.all('wake');
  const secret = args.text('wake-secret');
  checkWake(isBare, urls, secret);
  const { folder, context, isShared } = await findHooksFolder(root, isBare, io);
  const hooks = await installHooks(folder, isBare ? bareHooks : checkoutHooks, args.flag('force'));
  if (secret !== undefined) {
    await runGit(context, ['config', '--local', '--replace-all', WAKE_SECRET, resolve(io.cwd, secret)]);
    for (const [index, url] of urls.entries())
      await runGit(context, ['config', '--local', index === 0 ? '--replace-all' : '--add', WAKE_URL, url]);
  }
  print.result({ folder, shared: isShared, hooks }, () => formatHooks(hooks));
  if (isShared)
    print.note(
      `${folder} serves other repositories too (core.hooksPath): the hooks check those of colo alone`,
    );
  return 0;
}

function checkWake(isBare: boolean, urls: readonly string[], secret: string | undefined): void {
  if (urls.length === 0 && secret === undefined) return;
  if (!isBare || urls.length === 0 || secret === undefined) {
    throw new ColoError('USAGE', '--bare, --wake and --wake-secret go together', { fix: 'Give all three.' });
  }
  const wrong = urls.find((url) => !isWakeUrl(url));
  if (wrong === undefined) return;
  throw new ColoError('USAGE', '--wake needs an https address, or an http one on this machine', {
    fix: 'LO takes http://127.0.0.1:<wake.port>/wake, CO https://CO/wake; put a tunnel or TLS between machines.',
  });
}
