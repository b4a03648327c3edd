import type { DesiredState } from '@colo/schemas/documents/desired-state';
import { parseYaml } from '@colo/schemas/documents/yaml';
import { isName } from '@colo/schemas/names';
import { indexEpochs } from '@colo/schemas/purge';
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
 * deployments, and its purges as far as they are not those that are adopted. Only for telling those who wait for a report; nothing is ever done on its ground.
 */
export function guessSubjects(
  desiredText: string,
  file: string,
  purged: DesiredState['spec']['purged'] = [],
): readonly Subject[] {
  const parsed = parseYaml(desiredText, { file });
  const document: unknown = parsed.ok ? parsed.value.value : undefined;
  const spec = isObject(document) ? document['spec'] : undefined;
  const adopted = indexEpochs(purged);
  const subjects: Subject[] = [];
  for (const { applicationId, hosts } of listEntries(spec, 'deployments'))
    for (const host of hosts) subjects.push({ host, applicationId });
  for (const { applicationId, hosts, epoch } of listEntries(spec, 'purged'))
    for (const host of hosts) {
      const known = adopted.get(host)?.get(applicationId) ?? 0;
      if (typeof epoch !== 'number' || epoch > known) subjects.push({ host, applicationId });
    }
  return subjects.slice(0, MAX_SUBJECTS);
}

/** What has an application and hosts in a list of the document. */
function listEntries(spec: unknown, key: string) {
  const list: readonly unknown[] = isObject(spec) && Array.isArray(spec[key]) ? spec[key] : [];
  return list.flatMap((entry) => {
    if (!isObject(entry)) return [];
    const [applicationId] = readNames([entry['applicationId']]);
    if (applicationId === undefined) return [];
    return [{ applicationId, hosts: readNames(entry['hosts']), epoch: entry['epoch'] }];
  });
}
