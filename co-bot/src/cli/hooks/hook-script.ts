import { fileURLToPath } from 'node:url';
import { WAKE_URL } from './wake-listeners.ts';

/** Hooks of a checkout, and of a bare repository. */
export const checkoutHooks = ['pre-commit', 'pre-push'] as const;
export const bareHooks = ['pre-receive', 'post-receive'] as const;

export type HookName = (typeof checkoutHooks)[number] | (typeof bareHooks)[number];

/** By this line a hook is known as colo's own: only such a file is replaced or removed. */
const MARK = '# Written by `co hooks install`, removed by `co hooks uninstall`. Changes here are lost.';

/** Where this very installation of `co` is: dist/src/cli/hooks is four folders below the workspace. */
const PROGRAM = fileURLToPath(new URL('../../../../bin/co.js', import.meta.url));

export function isHookName(word: string): word is HookName {
  return [...checkoutHooks, ...bareHooks].some((name) => name === word);
}

/** The line that calls this installation of `co`; for somebody's own hook, too. */
export function formatHookCall(hook: HookName): string {
  return `${quote(process.execPath)} ${quote(PROGRAM)} hooks run ${hook}`;
}

/**
 * A hook for sh(1). What git hands over on standard input goes on as it is; nothing of it reaches the shell's own words.
 * Where colo is gone, pushes and commits are refused: silence would look like approval.
 */
export function formatHookScript(hook: HookName): string {
  const call = formatHookCall(hook);
  const gone = `echo "colo is no longer where this hook was installed from: run co hooks install again, or remove $0" >&2`;
  // Whatever happens after a push, the push has happened. Without a listener there is nothing to start. The configuration is
  // read as `co` reads it: as a file, by a git without a repository.
  const settings = 'git --git-dir=/dev/null config --file "${GIT_DIR:-.}/config" --no-includes';
  const hasListener = `${settings} --get-all ${WAKE_URL} >/dev/null 2>&1`;
  const end = hook === 'post-receive' ? [`${hasListener} && ${call}`, 'exit 0'] : [`exec ${call}`];
  return [
    '#!/bin/sh',
    MARK,
    `if ! [ -f ${quote(PROGRAM)} ]; then`,
    `  ${gone}`,
    '  exit 1',
    'fi',
    ...end,
    '',
  ].join('\n');
}

export function isOwnHook(text: string): boolean {
  return text.split('\n', 2)[1] === MARK;
}

/** One word for sh(1), whatever it holds. */
function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
