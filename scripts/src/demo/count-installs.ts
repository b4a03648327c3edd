import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from '../world/world.ts';

/**
 * Generations of every slot on every node, as the nodes themselves have recorded them: a number that grows with each
 * attempt. Read from the nodes' disks, behind LO's back.
 */
export async function countInstalls(world: World): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { place, edge } of world.hosts) {
    const slots = join(edge.workdir, 'slots');
    let total = 0;
    for (const entry of await readdir(slots, { recursive: true })) {
      if (!entry.endsWith('/state')) continue;
      const generation = /^generation[ =](?<number>[0-9]+)$/m.exec(
        await readFile(join(slots, entry), 'utf8'),
      );
      total += Number(generation?.groups?.['number'] ?? 0);
    }
    counts[place] = total;
  }
  return counts;
}
