import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSourceTree } from '../testing/source-tree.ts';
import type { Part } from './choose-faults.ts';
import { findFaults } from './find-faults.ts';

/** The workspaces of a checkout with every fault that can be planted in their sources; generated ones have none. */
export function listParts(root: string): readonly Part[] {
  const { files, workspaces } = readSourceTree(root);
  const sorted = [...files].sort();
  return workspaces.map(({ folder }) => {
    const sources = sorted
      .filter((file) => file.startsWith(`${folder}/src/`) && file.endsWith('.ts') && !file.endsWith('.d.ts'))
      .filter((file) => !file.includes('/generated/'))
      .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
    return {
      workspace: folder,
      lines: sources.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0),
      faults: sources.flatMap(({ file, text }) => findFaults(folder, file, text)),
    };
  });
}
