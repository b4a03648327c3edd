import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readField, type SourceTree } from '../../testing/source-tree.ts';
import type { ExecutedCode } from './executed-code.ts';

/** What a test file runs of the code without a fault. */
export interface TestCoverage {
  /** The test file, by its source. */
  readonly test: string;
  /** How long it took. */
  readonly seconds: number;
  readonly passed: boolean;
  readonly executed: ExecutedCode;
}

/** By test file. */
export type Coverage = ReadonlyMap<string, TestCoverage>;

/** Says which code a coverage is of: what is compiled in a checkout, the tests too. */
export async function digestCode({ root, workspaces }: SourceTree): Promise<string> {
  const hash = createHash('sha256');
  for (const { folder } of workspaces) {
    const names = await readdir(join(root, folder, 'dist'), { recursive: true });
    for (const name of names.filter((each) => each.endsWith('.js')).sort()) {
      hash.update(`${folder}/${name}\0`).update(await readFile(join(root, folder, 'dist', name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** Reads a file of coverages, one JSON value a line: those of the code with this digest. A line that was cut off is not there. */
export function readCoverage(file: string, digest: string): Coverage {
  const found = new Map<string, TestCoverage>();
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
    if (!line.startsWith(`{"code":"${digest}"`)) continue;
    const value = parse(line);
    if (isTestCoverage(value)) found.set(value.test, value);
  }
  return found;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Nothing but this program writes them: what has a test is whole. */
function isTestCoverage(value: unknown): value is TestCoverage {
  return typeof readField(value, 'test') === 'string' && typeof readField(value, 'executed') === 'object';
}

/** Adds a line, at once: what was collected survives the end of the run. */
export function addToCoverage(file: string, digest: string, coverage: TestCoverage): void {
  appendFileSync(file, `${JSON.stringify({ code: digest, ...coverage })}\n`);
}
