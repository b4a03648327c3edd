import { parseYaml } from '@colo/schemas/documents/yaml';
import { isName } from '@colo/schemas/names';
import type { Subject } from './list-changed-subjects.ts';

/** More than a sane document names; what is beyond gets no report of its own. */
const MAX_SUBJECTS = 1000;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readNames(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.filter((name): name is string => typeof name === 'string' && isName(name))
    : [];
}

/**
 * The applications that a desired state seems to be about, although it cannot be used: whatever can be read of its
 * deployments. Only for telling those who wait for a report; nothing is ever done on its ground.
 */
export function guessSubjects(desiredText: string, file: string): readonly Subject[] {
  const parsed = parseYaml(desiredText, { file });
  const document: unknown = parsed.ok ? parsed.value.value : undefined;
  const spec = isObject(document) ? document['spec'] : undefined;
  const deployments = isObject(spec) && Array.isArray(spec['deployments']) ? spec['deployments'] : [];
  const subjects: Subject[] = [];
  for (const deployment of deployments) {
    if (!isObject(deployment)) continue;
    const [applicationId] = readNames([deployment['applicationId']]);
    if (applicationId === undefined) continue;
    for (const host of readNames(deployment['hosts'])) subjects.push({ host, applicationId });
  }
  return subjects.slice(0, MAX_SUBJECTS);
}
