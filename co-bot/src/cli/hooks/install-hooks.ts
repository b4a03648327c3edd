import { chmod, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ColoError } from '@colo/schemas/errors';
import { toSafeText } from '@colo/schemas/text';
import { lstatIfThere } from '../reader/lstat-if-there.ts';
import { formatHookCall, formatHookScript, type HookName, isOwnHook } from './hook-script.ts';

/** What became of one hook. */
export interface HookReport {
  readonly hook: HookName;
  readonly file: string;
  readonly outcome: 'installed' | 'unchanged' | 'removed' | 'restored' | 'absent' | 'kept';
  /** Where the hook that was there before lies now. */
  readonly backup?: string;
}

const BACKUP = '.before-colo';

/** Writes hooks; all or none. One of somebody else stays, unless `isForced`: then it is kept beside. Throws CLI_HOOK_FOREIGN. */
export async function installHooks(
  folder: string,
  hooks: readonly HookName[],
  isForced: boolean,
): Promise<readonly HookReport[]> {
  const found = [];
  for (const hook of hooks) {
    const file = join(folder, hook);
    const state = await lookAt(file);
    if (state.kind === 'foreign' && !isForced) throw describeForeign(hook, file);
    if (state.kind === 'foreign' && (await lstatIfThere(`${file}${BACKUP}`)) !== undefined)
      throw describeBackup(file);
    found.push({ hook, file, state });
  }
  await mkdir(folder, { recursive: true });
  const reports: HookReport[] = [];
  for (const { hook, file, state } of found) {
    const text = formatHookScript(hook);
    if (state.kind === 'own' && state.text === text && state.isExecutable) {
      reports.push({ hook, file, outcome: 'unchanged' });
      continue;
    }
    const backup = `${file}${BACKUP}`;
    if (state.kind === 'foreign') await rename(file, backup);
    await writeAtomically(file, text);
    reports.push({ hook, file, outcome: 'installed', ...(state.kind === 'foreign' ? { backup } : {}) });
  }
  return reports;
}

/** Removes colo's hooks, and puts back what `--force` had moved aside. Hooks of somebody else stay. */
export async function uninstallHooks(
  folder: string,
  hooks: readonly HookName[],
): Promise<readonly HookReport[]> {
  const reports: HookReport[] = [];
  for (const hook of hooks) {
    const file = join(folder, hook);
    const { kind } = await lookAt(file);
    if (kind !== 'own') {
      reports.push({ hook, file, outcome: kind === 'absent' ? 'absent' : 'kept' });
      continue;
    }
    const backup = `${file}${BACKUP}`;
    const hasBackup = (await lstatIfThere(backup)) !== undefined;
    if (hasBackup) await rename(backup, file);
    else await rm(file);
    reports.push({ hook, file, outcome: hasBackup ? 'restored' : 'removed' });
  }
  return reports;
}

type HookState =
  | { readonly kind: 'absent' | 'foreign' }
  | { readonly kind: 'own'; readonly text: string; readonly isExecutable: boolean };

/** A link is somebody else's: hook managers make them, and what it points to may serve others. */
async function lookAt(file: string): Promise<HookState> {
  if ((await lstatIfThere(file)) === undefined) return { kind: 'absent' };
  const stats = await lstat(file);
  if (!stats.isFile()) return { kind: 'foreign' };
  const text = await readFile(file, 'utf8');
  return isOwnHook(text)
    ? { kind: 'own', text, isExecutable: (stats.mode & 0o111) === 0o111 }
    : { kind: 'foreign' };
}

/** Git may start the hook at any moment: it is whole or not there. */
async function writeAtomically(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.colo`;
  await writeFile(draft, text, { flag: 'wx' });
  await chmod(draft, 0o755);
  await rename(draft, file);
}

function describeForeign(hook: HookName, file: string): ColoError {
  return new ColoError('CLI_HOOK_FOREIGN', `${toSafeText(file, 400)} is a hook of somebody else`, {
    fix: `Add this line to it: ${formatHookCall(hook)} || exit 1 (it reads what git gives the hook on standard input), or give --force, which keeps a backup.`,
    data: { hook, file, line: `${formatHookCall(hook)} || exit 1` },
  });
}

function describeBackup(file: string): ColoError {
  const message = `${toSafeText(file, 400)} is a hook of somebody else, and its backup is there already`;
  return new ColoError('CLI_HOOK_FOREIGN', message, {
    fix: `Move ${toSafeText(file, 400)}${BACKUP} away first.`,
  });
}
