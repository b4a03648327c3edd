import { describeData, IMAGE_VOLUMES_NOTE, type PackageData, type PlannedData } from '@colo/schemas/data';
import { toSafeText } from '@colo/schemas/text';
import type { Colors } from './choose-colors.ts';

/** More components or services than these are counted, not listed. */
const MAX_LINES = 20;

/** What the components of a package write, a line each; with the profile where there are several. */
export function formatPackageData(data: readonly PackageData[], colors: Colors): readonly string[] {
  const profiles = new Set(data.map(({ profile }) => profile));
  const lines = data.map((each) => {
    const profile = profiles.size > 1 ? `${toSafeText(each.profile, 100)}: ` : '';
    return `  ${profile}${describeData(each)}`;
  });
  const hasServices = data.some(({ service }) => service !== undefined);
  return [...bound(lines), ...(hasServices ? [`  ${colors.dim(IMAGE_VOLUMES_NOTE)}`] : [])];
}

/** The same of a plan, once for all sites. */
export function formatPlannedData(data: readonly PlannedData[]): readonly string[] {
  return bound([...new Set(data.map((each) => `  ${describeData(each)}`))]);
}

function bound(lines: readonly string[]): readonly string[] {
  const rest = lines.length - MAX_LINES;
  return rest <= 0 ? lines : [...lines.slice(0, MAX_LINES), `  and ${rest} more`];
}
