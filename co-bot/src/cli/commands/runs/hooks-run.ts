import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { isHookName } from '../../hooks/hook-script.ts';
import { runHook } from '../../hooks/run-hook.ts';
import { toColoError } from '../../output/format-error.ts';
import { formatHookReport } from '../../output/format-hook-report.ts';
import type { ExitCode } from '../../program/exit-codes.ts';
import type { Invocation } from '../../program/invocation.ts';
import { keepHeapTight } from '../../program/keep-heap-tight.ts';

export async function runHooksRun(invocation: Invocation): Promise<ExitCode> {
  const { args, io, print } = invocation;
  const hook = args.positional(0);
  if (!isHookName(hook)) {
    throw new ColoError('USAGE', `${toSafeText(hook, 100)} is no hook of colo`, {
      fix: 'Give pre-commit, pre-push, pre-receive or post-receive.',
    });
  }
  if (hook === 'post-receive') return await runAfterPush(invocation);
  keepHeapTight();
  const { checked, remarks } = await runHook(hook, io);
  const ok = checked.every(({ diagnostics }) => diagnostics.every(({ severity }) => severity !== 'error'));
  print.result({ ok, checked, remarks }, (colors) => formatHookReport(checked, colors));
  return ok ? 0 : 1;
}

/** The push is done: what goes wrong now is told and forgiven. */
async function runAfterPush({ io, print }: Invocation): Promise<ExitCode> {
  const { remarks } = await runHook('post-receive', io).catch((error: unknown) => {
    return { remarks: [toColoError(error).message] };
  });
  for (const remark of remarks) print.note(`colo could not wake a listener: ${toSafeText(remark, 500)}`);
  print.result({ ok: true, checked: [], remarks }, () => '');
  return 0;
}
