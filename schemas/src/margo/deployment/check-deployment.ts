import type { PathStep } from '../../documents/json-pointer.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import { getPropertyTable, listTypesWith } from '../check/component-properties.ts';
import type { Fault } from '../fault.ts';
import { isRecord } from '../is-record.ts';
import { annotationPath, type MargoDeployment, toAnnotation } from './margo-deployment.ts';

/** Rules of one document beyond its schema; parts that colo does not take over are warnings. */
export function checkDeployment(deployment: MargoDeployment): readonly Fault[] {
  return [...checkProperties(deployment), ...checkHold(deployment), ...listUnread(deployment)];
}

/** Each component has the properties of its type, all that it needs and no others. */
function checkProperties({ dialect, type, components }: MargoDeployment): readonly Fault[] {
  const table = getPropertyTable(dialect, type);
  if (table === undefined) return [];
  return components.flatMap(({ name, properties }, index) => {
    const path = ['spec', 'deploymentProfile', 'components', index, 'properties'];
    const foreign = Object.keys(properties).filter(
      (key) => !table.required.includes(key) && !table.optional.includes(key),
    );
    const missing = table.required.filter((key) => !Object.hasOwn(properties, key));
    return [
      ...foreign.map((key): Fault => {
        const others = listTypesWith(dialect, key);
        const message = `component ${name} (type ${type}) has ${key}, which is for ${others.join(' and ')}`;
        return { code: 'MARGO_COMPONENT_MIXED', path: [...path, key], message, atKey: true };
      }),
      ...missing.map((key): Fault => {
        const message = `component ${name} (type ${type}) has no ${key}`;
        return { code: 'MARGO_COMPONENT_INCOMPLETE', path, message, fix: `Add ${key}.`, atKey: true };
      }),
    ];
  });
}

/** A hold says both, why and by whom. */
function checkHold({ facts }: MargoDeployment): readonly Fault[] {
  const names = ['hold-reason', 'hold-by'] as const;
  const present = names.filter((name) => facts[name] !== undefined);
  const missing = names.find((name) => facts[name] === undefined);
  const [first] = present;
  if (first === undefined || missing === undefined) return [];
  const message = `the annotation ${toAnnotation(first)} needs ${toAnnotation(missing)} beside it`;
  return [{ code: 'MARGO_ANNOTATION_INVALID', path: annotationPath(first), message, atKey: true }];
}

/** What others wrote and a desired state has no place for. */
function listUnread({ parsed }: MargoDeployment): readonly Fault[] {
  const found: Fault[] = [];
  function note(path: readonly PathStep[], key: string): void {
    const message = `a desired state has no place for ${toSafeText(key, 120)}: it is left out`;
    found.push({
      code: 'MARGO_NOT_CARRIED',
      path: [...path, key],
      message,
      severity: 'warning',
      atKey: true,
      fix: 'Nothing, if colo may do without it.',
    });
  }
  const metadata = toMap(toMap(parsed.value)['metadata']);
  const spec = toMap(toMap(parsed.value)['spec']);
  const profile = toMap(spec['deploymentProfile']);
  for (const key of Object.keys(toMap(metadata['annotations']))) {
    if (!key.startsWith('colo.dev/') && key !== 'id' && key !== 'applicationId')
      note(['metadata', 'annotations'], key);
  }
  if (Object.hasOwn(metadata, 'labels')) note(['metadata'], 'labels');
  for (const key of Object.keys(spec)) if (key.startsWith('x-')) note(['spec'], key);
  for (const key of Object.keys(profile)) {
    if (key.startsWith('x-') || key === 'deviceConstraints') note(['spec', 'deploymentProfile'], key);
  }
  const components = Array.isArray(profile['components']) ? profile['components'] : [];
  for (const [index, component] of components.entries()) {
    const path = ['spec', 'deploymentProfile', 'components', index];
    for (const key of Object.keys(toMap(component))) if (key.startsWith('x-')) note(path, key);
  }
  return found;
}

function toMap(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
