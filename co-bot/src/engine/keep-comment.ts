import type { Comment, Issues } from '../ports/issues.ts';
import type { Person } from '../ports/people.ts';
import { formatMarker, type Marker, readMarker } from '../say/markers.ts';

interface KeptComment {
  readonly issues: Issues;
  readonly bot: Person;
  readonly thread: number;
  readonly marker: Marker;
  readonly body: string;
  /** Comments of the thread as they were read last. */
  readonly comments: readonly Comment[];
}

/**
 * Keeps exactly one comment of CO for a marker: creates it, or changes it in place when its text differs. Two CO that
 * create one at the same time agree on the oldest; the others are deleted.
 */
export async function keepComment(kept: KeptComment): Promise<void> {
  const { issues, bot, thread, marker } = kept;
  const body = `${kept.body.trimEnd()}\n\n${formatMarker(marker)}`;
  let mine = listMine(kept.comments, marker, bot);
  if (mine.length === 0) {
    await issues.createComment(thread, body);
    mine = listMine(await issues.listComments(thread), marker, bot);
  }
  const [first, ...others] = mine;
  if (first !== undefined && normalize(first.body) !== body) await issues.updateComment(first.id, body);
  for (const other of others) await issues.deleteComment(other.id);
}

function listMine(comments: readonly Comment[], marker: Marker, bot: Person): readonly Comment[] {
  return comments
    .filter((comment) => {
      const found = readMarker(comment, bot);
      return found?.kind === marker.kind && found.id === marker.id;
    })
    .sort((one, other) => one.id - other.id);
}

function normalize(body: string): string {
  return body.replace(/\r\n/gu, '\n').trimEnd();
}
