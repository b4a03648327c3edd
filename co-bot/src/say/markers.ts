import type { Person } from '../ports/people.ts';

/**
 * Hidden markers tie a comment of CO to what it is about. They count only in comments of CO's own account: anybody can
 * paste a marker.
 */
export type Marker =
  /** The one comment about a change; `outcome` is final when there will be no pull request. */
  | {
      readonly kind: 'change';
      readonly id: string;
      readonly outcome: 'open' | 'final';
      readonly pull?: number;
    }
  /** The answer to a command that changes nothing. */
  | { readonly kind: 'answer'; readonly id: string }
  /** The plan of a person's pull request, or what is wrong with it. */
  | { readonly kind: 'validate'; readonly id: string }
  | FaultMarker;

/** One fault, on the diff of a pull request. */
export interface FaultMarker {
  readonly kind: 'fault';
  readonly id: string;
  /** Where the fault was when the comment was written. */
  readonly line?: number;
  readonly state: 'open' | 'fixed';
}

const MARKER =
  /<!-- colo:(?<kind>change|answer|validate|fault) id=(?<id>[A-Za-z0-9@/.+_-]+)(?: outcome=(?<outcome>open|final))?(?: pull=(?<pull>[1-9][0-9]*))?(?: line=(?<line>[1-9][0-9]*))?(?: state=(?<state>open|fixed))? -->\s*$/u;

export function formatMarker(marker: Marker): string {
  if (marker.kind === 'fault') {
    const line = marker.line === undefined ? '' : ` line=${marker.line}`;
    return `<!-- colo:fault id=${marker.id}${line} state=${marker.state} -->`;
  }
  const outcome = marker.kind === 'change' ? ` outcome=${marker.outcome}` : '';
  const pull = marker.kind === 'change' && marker.pull !== undefined ? ` pull=${marker.pull}` : '';
  return `<!-- colo:${marker.kind} id=${marker.id}${outcome}${pull} -->`;
}

/** The marker at the end of a comment of CO. */
export function readMarker(
  comment: { readonly body: string; readonly author: Person },
  bot: Person,
): Marker | undefined {
  if (comment.author.id !== bot.id || comment.author.login !== bot.login) return undefined;
  const groups = MARKER.exec(comment.body)?.groups;
  const { kind, id, outcome, pull, line, state } = groups ?? {};
  if (id === undefined) return undefined;
  if (kind === 'change') {
    const final = outcome === 'final' ? 'final' : 'open';
    return { kind, id, outcome: final, ...(pull === undefined ? {} : { pull: Number(pull) }) };
  }
  if (kind === 'fault') {
    const at = line === undefined ? {} : { line: Number(line) };
    return { kind, id, ...at, state: state === 'fixed' ? 'fixed' : 'open' };
  }
  return kind === 'answer' || kind === 'validate' ? { kind, id } : undefined;
}
