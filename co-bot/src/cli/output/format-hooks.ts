import { toSafeText } from '@colo/schemas/text';
import type { HookReport } from '../hooks/install-hooks.ts';

const says: Readonly<Record<HookReport['outcome'], string>> = {
  installed: 'installed',
  unchanged: 'is as it should be',
  removed: 'removed',
  restored: 'removed; what was there before is back',
  absent: 'is not there',
  kept: 'is not of colo, and stays',
};

/** One line a hook. */
export function formatHooks(reports: readonly HookReport[]): string {
  return reports
    .map(({ hook, file, outcome, backup }) => {
      const kept = backup === undefined ? '' : `; what was there is now ${toSafeText(backup, 400)}`;
      return `${hook}: ${says[outcome]} (${toSafeText(file, 400)})${kept}`;
    })
    .join('\n');
}
