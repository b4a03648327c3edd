import { ColoError, toSafeText } from '@colo/schemas';
import { isHookName } from '../hooks/hook-script.ts';
import { runHook } from '../hooks/run-hook.ts';
import { toColoError } from '../output/format-error.ts';
import { formatHookReport } from '../output/format-hook-report.ts';
import type { CommandDefinition } from '../program/command-definition.ts';
import type { ExitCode } from '../program/exit-codes.ts';
import type { Invocation } from '../program/invocation.ts';
import { keepHeapTight } from '../program/keep-heap-tight.ts';

export const hooksRun: CommandDefinition = {
  words: ['hooks', 'run'],
  summary: 'what an installed hook calls: check what git is about to take',
  description:
    'HOOK is pre-commit (what is staged), pre-push (what the remote does not have), pre-receive (each new commit of the ' +
    'default branch, from the objects that git holds back) or post-receive (wake LO, never fails). Reads from standard ' +
    'input what git gives to that hook. Content is read by object id: nothing is checked out and nothing of it is run.',
  arguments: [{ syntax: '<hook>', description: 'pre-commit, pre-push, pre-receive or post-receive' }],
  options: [],
  examples: [{ command: 'co hooks run pre-commit', says: 'check what is staged, as the hook does' }],
  exitCodes: [1, 65, 69],
  json: 'one document: ok, checked (ref, commit, what, diagnostics), remarks',
  run: runHooksRun,
};

async function runHooksRun(invocation: Invocation): Promise<ExitCode> {
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
