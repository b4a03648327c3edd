import type { Standing } from '../fleet/compute-status.ts';
import type { Colors } from './choose-colors.ts';

/** A standing in its colour: green is done, red needs somebody, yellow is on its way. */
export function paintStanding(standing: string, colors: Colors): string {
  switch (standing.trim()) {
    case 'installed':
    case 'removed':
      return colors.green(standing);
    case 'failed':
    case 'refused':
    case 'unusable':
      return colors.red(standing);
    case 'installing':
    case 'removing':
    case 'pending':
    case 'superseded':
      return colors.yellow(standing);
    default:
      return colors.dim(standing);
  }
}

/** `3 installed, 1 failed`: counts in the order of first appearance. */
export function countStandings(standings: readonly Standing[]): string {
  const counts = new Map<Standing, number>();
  for (const standing of standings) counts.set(standing, (counts.get(standing) ?? 0) + 1);
  return [...counts].map(([standing, count]) => `${count} ${standing}`).join(', ');
}
