import type { Person } from '../ports/people.ts';
import type { ReviewComment } from '../ports/reviews.ts';
import { type FaultMarker, readMarker } from '../say/markers.ts';
import { renderFaultComment, renderFixedComment } from '../say/render-fault.ts';
import type { PlacedFault } from './place-faults.ts';

/** What is to be done that comments on a diff say what is wrong now. */
export type FaultCommentAction =
  | { readonly kind: 'create'; readonly fault: PlacedFault; readonly body: string }
  | { readonly kind: 'update'; readonly id: number; readonly body: string }
  | { readonly kind: 'delete'; readonly id: number };

interface Mine {
  readonly comment: ReviewComment;
  readonly marker: FaultMarker;
  /** Somebody answered: it is part of a conversation and stays. */
  readonly isAnswered: boolean;
}

/**
 * Compares the comments that are there with the faults that there are: one comment a fault, at its line. A comment whose
 * fault is gone, or that stands on another line, goes away; one that people answered stays and says what became of it.
 *
 * @param head commit that the faults were found at
 */
export function decideFaultComments(
  faults: readonly PlacedFault[],
  comments: readonly ReviewComment[],
  bot: Person,
  head: string,
): readonly FaultCommentAction[] {
  const mine = groupMine(comments, bot);
  const actions: FaultCommentAction[] = [];
  const wanted = new Map(faults.map((fault) => [fault.id, fault]));
  for (const [id, present] of mine) {
    const fault = wanted.get(id);
    const [kept, ...others] = fault === undefined ? [undefined, ...present] : chooseKept(fault, present);
    if (fault !== undefined && kept !== undefined) {
      const body = renderFaultComment(fault, isInPlace(fault, kept));
      if (normalize(kept.comment.body) !== body) actions.push({ kind: 'update', id: kept.comment.id, body });
    }
    for (const other of others) {
      if (other === undefined) continue;
      const { comment, marker, isAnswered } = other;
      if (!isAnswered) actions.push({ kind: 'delete', id: comment.id });
      else if (fault === undefined && marker.state !== 'fixed') {
        actions.push({
          kind: 'update',
          id: comment.id,
          body: renderFixedComment(comment.body, marker, head),
        });
      }
    }
    if (kept !== undefined) wanted.delete(id);
  }
  for (const fault of wanted.values()) {
    actions.push({ kind: 'create', fault, body: renderFaultComment(fault, true) });
  }
  return actions;
}

function groupMine(comments: readonly ReviewComment[], bot: Person): ReadonlyMap<string, readonly Mine[]> {
  const answered = new Set(comments.map(({ inReplyTo }) => inReplyTo));
  const groups = new Map<string, Mine[]>();
  for (const comment of comments) {
    const marker = readMarker(comment, bot);
    if (marker?.kind !== 'fault') continue;
    const group = groups.get(marker.id) ?? [];
    group.push({ comment, marker, isAnswered: answered.has(comment.id) });
    groups.set(marker.id, group);
  }
  return groups;
}

/** The comment that stays comes first: one with a conversation, else the oldest in place. Every CO chooses the same. */
function chooseKept(fault: PlacedFault, present: readonly Mine[]): readonly (Mine | undefined)[] {
  const sorted = [...present].sort((one, other) => one.comment.id - other.comment.id);
  const kept = sorted.find(({ isAnswered }) => isAnswered) ?? sorted.find((each) => isInPlace(fault, each));
  return [kept, ...sorted.filter((each) => each !== kept)];
}

/** A comment on the file stands for a line as well that the forge did not take. */
function isInPlace({ line }: PlacedFault, { comment, marker }: Mine): boolean {
  if (comment.subject === 'line') return comment.line !== undefined && comment.line === line;
  return line === undefined || marker.line === line;
}

function normalize(body: string): string {
  return body.replace(/\r\n/gu, '\n').trimEnd();
}
