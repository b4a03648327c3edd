import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Test } from 'tap';
import { runnerScripts } from '../../src/generated/runner-scripts.ts';
import { writeManifest } from '../../src/node/compute-content-digest.ts';
import { contentFile } from './sample-component.ts';

/** What a version ships: text by path; `+x` at the end of a path marks a program. */
export type Shipped = Readonly<Record<string, string>>;

export interface MergeResult {
  readonly status: number | null;
  /** What the attempt's message would say. */
  readonly note: string;
  readonly errors: string;
}

/** The data of one component on a node of its own, and the runner's merge. */
export interface DataRig {
  readonly root: string;
  /** Folder of the component's data. */
  readonly data: string;
  /** Merges what a version ships into the data's files. */
  merge(version: Shipped, options?: MergeOptions): MergeResult;
  /** Deletes the data, run by a shell. */
  purge(shell: readonly string[]): MergeResult;
  /** Writes a file of the data, as the application does. */
  write(path: string, text: string): void;
  /** Paths and texts below the data's files; links as `-> target`. */
  tree(): Readonly<Record<string, string>>;
}

export interface MergeOptions {
  /** Places, a line each; default the whole package. */
  readonly places?: string;
  readonly kind?: 'all' | 'programs';
  readonly shell?: readonly string[];
  /** A folder before the node's own programs. */
  readonly programs?: string;
  /** The only folder of programs. */
  readonly path?: string;
}

const PARTS = ['base', 'records', 'machine', 'slots', 'content', 'data'] as const;
const CALL = `
SLOT=$WORKDIR/slots/owner/deployment/web
IN_application=hello
locate_data
CONTENT_MANIFEST=$1/manifest
CONTENT_FILES=$1/files
case $2 in
  @purge) purge_data ;;
  *) merge_data "$2" "$3" ;;
esac
`;

/** Makes a node whose data folder is empty, or a copy of another's. */
export function createDataRig(t: Test, from?: DataRig): DataRig {
  const root = mkdtempSync(join(tmpdir(), 'colo-data-'));
  t.teardown(() => rmSync(root, { recursive: true, force: true }));
  const runner = join(root, 'runner/test/runner.sh');
  // What is written here need not outlive the machine, and waiting for a disk takes long.
  const own = join(root, 'own');
  mkdirSync(own);
  symlinkSync('/bin/true', join(own, 'sync'));
  const run = join(root, 'slots/owner/deployment/web/run');
  const data = join(root, 'data/owner/hello/web');
  mkdirSync(dirname(runner), { recursive: true });
  mkdirSync(run, { recursive: true });
  if (from !== undefined) {
    for (const name of ['data', 'content']) {
      cpSync(join(from.root, name), join(root, name), { recursive: true, preserveTimestamps: true });
    }
  }
  writeFileSync(runner, PARTS.map((part) => runnerScripts[part]).join('\n') + CALL);
  function call(version: Shipped, [command = 'sh', ...args]: readonly string[], ...rest: readonly string[]) {
    return (path: string): MergeResult => {
      rmSync(join(run, 'note'), { force: true });
      const { status, stderr } = spawnSync(command, [...args, runner, ship(root, version), ...rest], {
        encoding: 'utf8',
        env: { PATH: path },
      });
      return { status, note: readIfThere(join(run, 'note')), errors: stderr };
    };
  }
  const system = `${own}:${process.env['PATH'] ?? ''}`;
  return {
    root,
    data,
    merge: (version, { places = '.', kind = 'all', shell = ['sh'], programs, path } = {}) =>
      call(version, shell, places, kind)(path ?? (programs === undefined ? system : `${programs}:${system}`)),
    purge: (shell) => call({}, shell, '@purge')(system),
    write(path, text) {
      mkdirSync(dirname(join(data, 'files', path)), { recursive: true });
      writeFileSync(join(data, 'files', path), text);
    },
    tree: () => readTree(join(data, 'files')),
  };
}

/** Puts a version's content on the node and gives its folder. */
function ship(root: string, version: Shipped): string {
  const files = Object.entries(version).map(([path, text]) =>
    path.endsWith('+x') ? contentFile(path.slice(0, -2), text, '0755') : contentFile(path, text),
  );
  const manifest = writeManifest(files);
  const folder = join(root, 'content', createHash('sha256').update(manifest).digest('hex'));
  for (const [index, [, text]] of Object.entries(version).entries()) {
    const file = files[index];
    if (file === undefined) continue;
    const path = join(folder, 'files', file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    chmodSync(path, file.mode === '0755' ? 0o755 : 0o644);
  }
  mkdirSync(join(folder, 'files'), { recursive: true });
  writeFileSync(join(folder, 'manifest'), manifest);
  return folder;
}

/** Reads all files below a folder, by path. */
function readTree(folder: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    if (entry.isSymbolicLink()) found[name] = `-> ${readlinkSync(path)}`;
    else if (entry.isFile())
      found[(lstatSync(path).mode & 0o100) === 0 ? name : `${name}+x`] = readFileSync(path, 'utf8');
  }
  return found;
}

/**
 * A folder of programs that count how often they are called together, and kill their caller before the call with the
 * number that `$CRASH_FILE` has.
 */
export function makeCrashingPrograms(root: string, names: readonly string[]) {
  const folder = join(root, 'crashing');
  const count = join(folder, 'count');
  const limit = join(folder, 'limit');
  mkdirSync(folder, { recursive: true });
  for (const name of names) {
    const real = [join(root, 'own'), '/bin', '/usr/bin']
      .map((at) => join(at, name))
      .find((path) => lstatSync(path, { throwIfNoEntry: false }));
    writeFileSync(
      join(folder, name),
      `#!/bin/sh
IFS= read -r count <'${count}'
IFS= read -r limit <'${limit}'
echo $((count + 1)) >'${count}'
[ "$count" -lt "$limit" ] || { kill -KILL "$PPID"; exit 1; }
exec ${real ?? name} "$@"
`,
      { mode: 0o755 },
    );
  }
  return {
    folder,
    /** The call before which the caller dies. */
    crashAt(call: number) {
      writeFileSync(count, '0\n');
      writeFileSync(limit, `${call}\n`);
    },
    calls: () => Number(readFileSync(count, 'utf8')),
  };
}

/** A folder with nothing but the programs of busybox, by the names that the runner needs. */
export function makeBusyboxPrograms(root: string): string {
  const folder = join(root, 'busybox');
  mkdirSync(folder, { recursive: true });
  const names = /^REQUIRED_PROGRAMS='(?<names>[^']*)'/m.exec(runnerScripts.base)?.groups?.['names'] ?? '';
  for (const name of [...names.split(' '), 'pwd']) {
    symlinkSync('/bin/busybox', join(folder, name));
  }
  return folder;
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
