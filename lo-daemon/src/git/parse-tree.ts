import { ColoError } from '@colo/schemas/errors';

/** One line of a tree listing. */
export interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly id: string;
  readonly path: string;
}

const ENTRY = /^(?<mode>[0-7]{6}) (?<type>[a-z]+) (?<id>[0-9a-f]{40,64})\t(?<path>.+)$/s;

/** Reads the output of `git ls-tree -z` (git-ls-tree(1), output format). */
export function parseTree(output: Uint8Array): readonly TreeEntry[] {
  const text = Buffer.from(output).toString('utf8');
  return text
    .split('\0')
    .filter((line) => line !== '')
    .map(parseLine);
}

function parseLine(line: string): TreeEntry {
  const { mode, type, id, path } = ENTRY.exec(line)?.groups ?? {};
  if (mode === undefined || type === undefined || id === undefined || path === undefined)
    throw new ColoError('GIT_OBJECT_UNREADABLE', 'git ls-tree answered with a line that is not understood.');
  return { mode, type, id, path };
}
