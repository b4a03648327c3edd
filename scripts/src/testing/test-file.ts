import { open, readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** A compiled test file. */
export interface TestFile {
  /** Path of the source from the root of the checkout, with `/`: `schemas/test/diff/compute-diff.test.ts`. */
  readonly source: string;
  /** Absolute path of what is run. */
  readonly compiled: string;
  /** Why the file runs in a process that it shares with no other; absent for most. */
  readonly ownProcess?: string;
}

/** Workspaces with tests. Those whose files run longest come first, so that short files fill up the end of a run. */
const WORKSPACES = ['scripts', 'lo-daemon', 'co-bot', 'local-forge', 'schemas'];

/** A comment among the first lines of a test file that asks for a process of its own, and the reason. */
const OWN_PROCESS = /^\/\/ Own process: (.+)$/mu;

/** How much of a file is read in search of that comment, in bytes. */
const HEAD_BYTES = 1024;

/** All compiled test files of a checkout whose source still exists, in the order in which they should start. */
export async function listTestFiles(root: string): Promise<readonly TestFile[]> {
  const found: TestFile[] = [];
  for (const workspace of WORKSPACES) {
    for (const source of await listSources(join(root, workspace, 'test'))) {
      found.push(await readTestFile(root, workspace, source.split(sep).join('/')));
    }
  }
  return found;
}

/** @param path of the source, below the folder of the tests */
export async function readTestFile(root: string, workspace: string, path: string): Promise<TestFile> {
  const reason = OWN_PROCESS.exec(await readHead(join(root, workspace, 'test', path)))?.[1];
  return {
    source: `${workspace}/test/${path}`,
    compiled: join(root, workspace, 'dist/test', path.replace(/\.ts$/u, '.js')),
    ...(reason === undefined ? {} : { ownProcess: reason }),
  };
}

/** Whether a file lies below one of the paths, which may name sources or what they were compiled to; no path is every path. */
export function isBelow(file: TestFile, paths: readonly string[]): boolean {
  const sources = paths.map((path) => path.replace('/dist/test', '/test').replace(/\.js$/u, '.ts'));
  return sources.length === 0 || sources.some((path) => file.source.startsWith(path));
}

async function listSources(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((entry) => entry.endsWith('.test.ts')).sort();
}

async function readHead(path: string): Promise<string> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
