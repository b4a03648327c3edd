import { canonicalJson } from '@colo/schemas/digests';
import type { Deployment, DesiredState } from '@colo/schemas/documents/desired-state';
import { listRaisedPurges } from '@colo/schemas/purge';

/** An application on a host of this site. */
export interface Subject {
  readonly host: string;
  readonly applicationId: string;
}

/** A subject as one text, for sets and maps. */
export function subjectKey({ host, applicationId }: Subject): string {
  return `${host}/${applicationId}`;
}

/**
 * The applications whose entry differs between two desired states, host by host: those that the newer one is to be
 * reported for. Added, changed and removed ones count, and those whose data is to go.
 */
export function listChangedSubjects(
  before: DesiredState | undefined,
  after: DesiredState | undefined,
): readonly Subject[] {
  const old = describeSubjects(before);
  const now = describeSubjects(after);
  const purged = new Map(
    listRaisedPurges(before?.spec.purged, after?.spec.purged).map((subject) => [
      subjectKey(subject),
      subject,
    ]),
  );
  const keys = [...new Set([...old.keys(), ...now.keys(), ...purged.keys()])].sort();
  return keys.flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const going = purged.get(key);
    const subject = is?.subject ?? was?.subject ?? going;
    return subject === undefined || (was?.text === is?.text && going === undefined) ? [] : [subject];
  });
}

/** All applications of a desired state, host by host. */
export function listSubjects(desired: DesiredState | undefined): readonly Subject[] {
  return [...describeSubjects(desired).values()].map(({ subject }) => subject);
}

function describeSubjects(desired: DesiredState | undefined) {
  const found = new Map<string, { readonly subject: Subject; readonly text: string }>();
  for (const deployment of desired?.spec.deployments ?? [])
    for (const host of deployment.hosts) {
      const subject = { host, applicationId: deployment.applicationId };
      found.set(subjectKey(subject), { subject, text: describeEntry(deployment, host) });
    }
  return found;
}

/** The entry without what belongs to other hosts. */
function describeEntry(deployment: Deployment, host: string): string {
  const { hosts: _hosts, hostParameters, ...entry } = deployment;
  return canonicalJson({ ...entry, hostParameters: hostParameters?.[host] ?? {} });
}
