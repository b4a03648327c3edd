import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { checkoutRoot } from '../../world/places.ts';
import type { Benchmark, Comparison } from '../benchmark.ts';
import { bundleLo } from '../support/bundle-lo.ts';
import { createProgramSide } from '../support/node-program.ts';

/** How soon LO answers after its start, and the memory that it begins with. */
export const start: Benchmark = {
  name: 'start',
  compares: '`lo --version`, as one bundled file and as the files of this checkout, against `node -e 0`',
  fair: "Node's own start is the floor of any Node program. Both sides are whole processes, from spawn to exit, with peak memory read from the kernel at exit; files are in the page cache.",
  async open({ folder }) {
    const node = createProgramSide({ name: 'node -e 0', args: ['-e', '0'], folder });
    const lo = (name: string, file: string) => createProgramSide({ name, args: [file, '--version'], folder });
    const bundle = await bundleLo(folder);
    const comparisons: Comparison[] = [];
    if ('file' in bundle)
      comparisons.push({ title: 'bundled', ours: lo('lo, bundled', bundle.file), peers: [node] });
    const plain = join(checkoutRoot, 'lo-daemon/bin/lo.js');
    const isThere = await access(plain).then(
      () => true,
      () => false,
    );
    if (isThere) comparisons.push({ title: 'not bundled', ours: lo('lo', plain), peers: [node] });
    const notes = 'file' in bundle ? [`The bundle has ${bundle.bytes} bytes.`] : [bundle.reason];
    return comparisons.length === 0 ? { unavailable: notes.join(' ') } : { notes, comparisons };
  },
};
