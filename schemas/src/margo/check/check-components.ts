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
        ...checkWait(component, path),
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
  return [
    ...foreign.map((key): Fault => {
      const others = listTypesWith(dialect, key);
      const message = `${place} has ${key}, which is for ${others.join(' and ')}`;
      return { code: 'MARGO_COMPONENT_MIXED', path: [...path, key], message, atKey: true };
    }),
    ...missing.map((key): Fault => {
      const message = `${place} has no ${key}`;
      return { code: 'MARGO_COMPONENT_INCOMPLETE', path, message, fix: `Add ${key}.`, atKey: true };
    }),
  ];
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

/** Early Margo examples write wait: "true". */
function checkWait(component: SourceComponent, path: readonly PathStep[]): readonly Fault[] {
  const { wait } = component.properties;
  if (typeof wait !== 'string') return [];
  const message = `wait is the text "${wait}"; it is taken as ${wait}`;
  const fix = `Write wait: ${wait}, without quotes.`;
  return [{ code: 'MARGO_WAIT_TEXT', path: [...path, 'wait'], message, fix, severity: 'warning' }];
}
