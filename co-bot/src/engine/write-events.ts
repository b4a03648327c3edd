import type { Event } from '@colo/schemas/documents/event';
import { writeDocument } from '@colo/schemas/documents/write';
import { eventPath, eventsBranch } from '../change/paths.ts';
import type { Session } from './open-session.ts';

/**
 * Writes events of sites in one commit on `colo/events`, unless nothing differs.
 *
 * @returns false when somebody else moved the branch: read again
 */
export async function writeEvents(
  session: Session,
  events: ReadonlyMap<string, Event>,
  subject: string,
): Promise<boolean> {
  const encoder = new TextEncoder();
  const changes = [];
  for (const [site, event] of [...events].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const path = eventPath(site);
    const content = encoder.encode(writeDocument(event));
    const present = await session.events?.read(path);
    if (present !== undefined && Buffer.compare(present, content) === 0) continue;
    changes.push({ path, mode: '100644' as const, content });
  }
  if (changes.length === 0) return true;
  const result = await session.repository.writer.writeCommit({
    branch: eventsBranch,
    expected: session.eventsHead,
    parent: session.eventsHead,
    changes,
    message: `${subject}\n`,
  });
  if (result.kind !== 'written') return false;
  session.engine.log.info({ files: changes.length, subject }, 'Events recorded');
  return true;
}
