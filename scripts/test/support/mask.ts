import type { World } from '../../src/world/world.ts';

/** Replaces what differs from one world to the next although it means the same: ids, times, ports, keys, folders. */
export function maskWorld(world: World, text: string): string {
  let masked = text.replaceAll(world.root, '<root>').replaceAll(world.forge.url, '<forge>');
  for (const { place, edge, ports } of world.hosts) {
    masked = masked.replaceAll(edge.hostKey, `<host key of ${place}>`);
    for (const [name, port] of Object.entries({ ssh: edge.port, ...ports }))
      masked = masked.replace(new RegExp(`\\b${port}\\b`, 'gu'), `<${name} of ${place}>`);
  }
  return masked
    .replace(/\b[0-9a-f]{64}\b/gu, '<digest>')
    .replace(/\b[0-9a-f]{40}\b/gu, '<commit>')
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gu, '<uuid>')
    .replace(/sha256:[0-9a-f]{12}\b/gu, 'sha256:<short>')
    .replace(/(?<=[@`[ (])[0-9a-f]{10,12}(?=[\]`:,. )]|$)/gmu, '<short>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, '<time>')
    .replace(/statusId: \d+/gu, 'statusId: <id>');
}
