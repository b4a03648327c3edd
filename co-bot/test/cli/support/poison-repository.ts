import { appendFile, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFiles } from './write-files.ts';

/** Hooks of git that a command of it may start. */
const HOOKS = [
  'pre-commit',
  'post-checkout',
  'post-index-change',
  'pre-push',
  'pre-auto-gc',
  'reference-transaction',
  'fsmonitor-watchman',
];

/** Commands of git that colo starts; git knows no alias of them, today. */
const COMMANDS = ['cat-file', 'diff', 'ls-files', 'ls-tree', 'rev-parse', 'rev-list', 'merge-base', 'config'];

/**
 * Names, in the configuration of a repository, a program wherever git can start one, and attributes that have git start it
 * for each file. Every program leaves a mark and fails, unless it is a filter. Returns a configuration of a person, which
 * has a filter of that name too.
 *
 * @param gitDir the folder with the file `config`
 * @param workTree where `.gitattributes` goes; none in a bare repository
 * @param marks a folder that is not there yet
 */
export async function poisonRepository(
  gitDir: string,
  workTree: string | undefined,
  marks: string,
): Promise<string> {
  await mkdir(marks, { recursive: true });
  const tools = `${marks}.tools`;
  const attributes = '* filter=mark diff=mark merge=mark\nsites/** filter=markprocess\n';
  await writeFiles(tools, {
    'trap.sh': `#!/bin/sh\n: >'${marks}'/"$1"\ncase "$1" in filter-*) cat ;; *) exit 1 ;; esac\n`,
    attributes,
    global: `[filter "mark"]\n  clean = ${tools}/trap.sh filter-global\n`,
    included: `[alias]\n${COMMANDS.map((name) => `  ${name} = "!${tools}/trap.sh alias"`).join('\n')}
[colo]
  wakeUrl = http://127.0.0.1:9/wake
[core]
  sshCommand = ${tools}/trap.sh included-ssh
[filter "mark"]
  smudge = ${tools}/trap.sh filter-smudge
`,
    ...Object.fromEntries(
      HOOKS.map((name) => [`hooks/${name}.sh`, `#!/bin/sh\nexec ${tools}/trap.sh hook\n`]),
    ),
  });
  const trap = (name: string): string => `"${tools}/trap.sh ${name}"`;
  for (const name of HOOKS) await rename(join(tools, `hooks/${name}.sh`), join(tools, `hooks/${name}`));
  await appendFile(
    join(gitDir, 'config'),
    `
[core]
  fsmonitor = ${trap('fsmonitor')}
  hooksPath = ${tools}/hooks
  sshCommand = ${trap('ssh')}
  pager = ${trap('pager')}
  editor = ${trap('editor')}
  askPass = ${trap('askpass')}
  gitProxy = ${trap('proxy')}
  alternateRefsCommand = ${trap('alternate-refs')}
  attributesFile = ${tools}/attributes
[pager]
${COMMANDS.map((name) => `  ${name} = ${trap('pager')}`).join('\n')}
[filter "mark"]
  clean = ${trap('filter-clean')}
  required = true
[filter "markprocess"]
  process = ${trap('process')}
[diff]
  external = ${trap('diff-external')}
[diff "mark"]
  command = ${trap('diff-command')}
  textconv = ${trap('diff-textconv')}
[merge "mark"]
  driver = ${trap('merge')}
[interactive]
  diffFilter = ${trap('diff-filter')}
[credential]
  helper = ${trap('credential')}
[gpg]
  program = ${trap('gpg')}
[log]
  showSignature = true
[uploadpack]
  packObjectsHook = ${trap('pack-objects')}
[protocol "ext"]
  allow = always
[extensions]
  worktreeConfig = true
[remote "promisor"]
  url = ssh://127.0.0.1/infra.git
  promisor = true
  partialclonefilter = blob:none
  uploadpack = ${trap('uploadpack')}
[remote "other"]
  url = ext::${tools}/trap.sh ext
  promisor = true
[include]
  path = ${tools}/included
`,
  );
  await writeFile(join(gitDir, 'config.worktree'), `[core]\n  fsmonitor = ${trap('worktree-config')}\n`);
  await mkdir(join(gitDir, 'info'), { recursive: true });
  await writeFile(join(gitDir, 'info/attributes'), attributes);
  if (workTree !== undefined) await writeFile(join(workTree, '.gitattributes'), attributes);
  return `${tools}/global`;
}

/** What was started, by name. */
export async function readMarks(marks: string): Promise<readonly string[]> {
  return (await readdir(marks)).sort();
}
