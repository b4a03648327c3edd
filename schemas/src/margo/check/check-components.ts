import type { PathStep } from '../../documents/json-pointer.ts';
import { isColoError } from '../../errors/colo-error.ts';
import type { MargoDialect } from '../app-package.ts';
import type { Fault } from '../fault.ts';
import { normalizeType } from '../normalize/component-types.ts';
import type { MargoSource, SourceComponent } from '../normalize/margo-source.ts';
import { nameProfiles } from '../normalize/name-profiles.ts';
import { parseTimeout } from '../parse-timeout.ts';
import { getPropertyTable, listTypesWith } from './component-properties.ts';

/** Each component has the properties of its profile's type, all of them and no others, and times that can be waited. */
export function checkComponents(source: MargoSource): readonly Fault[] {
  return nameProfiles(source).flatMap((profile, index) =>
    profile.components.flatMap((component, position) => {
      const path = ['deploymentProfiles', index, 'components', position, 'properties'];
      const place = `component ${component.name} of profile ${profile.id} (type ${normalizeType(profile.type)})`;
      return [
        ...checkKeys(component, normalizeType(profile.type), source.dialect, path, place),
        ...checkTimes(component, path),
      ];
    }),
  );
}

function checkKeys(
  component: SourceComponent,
  type: string,
  dialect: MargoDialect,
  path: readonly PathStep[],
  place: string,
): readonly Fault[] {
  const { required, optional } = getPropertyTable(dialect, type) ?? { required: [], optional: [] };
  const keys = Object.keys(component.properties);
  const foreign = keys.filter((key) => !required.includes(key) && !optional.includes(key));
  const missing = required.filter((key) => !keys.includes(key));
  const [first] = foreign;
  if (first !== undefined) return [describeMixed(foreign, first, missing, dialect, path, place)];
  return missing.map((key): Fault => {
    const message = `${place} has no ${key}`;
    return { code: 'MARGO_COMPONENT_INCOMPLETE', path, message, fix: `Add ${key}.`, atKey: true };
  });
}

/** One fault, however many keys of the other type there are: what is missing then is missing because of it. */
function describeMixed(
  foreign: readonly string[],
  first: string,
  missing: readonly string[],
  dialect: MargoDialect,
  path: readonly PathStep[],
  place: string,
): Fault {
  const others = listTypesWith(dialect, first);
  const lack = missing.length === 0 ? '' : `, and has no ${missing.join(' and ')}`;
  const message = `${place} has ${foreign.join(' and ')}, which is for ${others.join(' and ')}${lack}`;
  const instead = missing.length === 0 ? 'Remove' : `Write ${missing.join(' and ')} in place of`;
  const fix = `${instead} ${foreign.join(' and ')}, or move the component to a profile of type ${others.join(' or ')}.`;
  return { code: 'MARGO_COMPONENT_MIXED', path: [...path, first], message, fix, atKey: true };
}

function checkTimes(component: SourceComponent, path: readonly PathStep[]): readonly Fault[] {
  const { timeout, stopTimeout, healthCheck } = component.properties;
  const times: readonly (readonly [readonly PathStep[], string | undefined])[] = [
    [['timeout'], timeout],
    [['stopTimeout'], stopTimeout],
    [['healthCheck', 'timeout'], healthCheck?.timeout],
  ];
  return times.flatMap(([steps, text]) => {
    const problem = text === undefined ? undefined : describeTimeProblem(text);
    if (problem === undefined) return [];
    return [
      { code: 'MARGO_TIMEOUT_INVALID', path: [...path, ...steps], message: `${steps.join('.')}: ${problem}` },
    ];
  });
}

function describeTimeProblem(text: string): string | undefined {
  try {
    parseTimeout(text);
    return undefined;
  } catch (error) {
    if (isColoError(error)) return error.message;
    throw error;
  }
}
