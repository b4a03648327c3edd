import type { ChangeView, HostView } from './change-view.ts';

/** How a change ended, or that it goes on. */
export type Outcome =
  | { readonly kind: 'going' }
  | { readonly kind: 'done' }
  | { readonly kind: 'nothing-to-do' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'denied' }
  | { readonly kind: 'closed' }
  /** Later commits ask every host for something else. */
  | { readonly kind: 'superseded' }
  | { readonly kind: 'failed' };

/** Decides from one look. A change goes on until every host has an end: success, or something that needs a person. */
export function decideOutcome(view: ChangeView): Outcome {
  const { pull, answer, hosts } = view;
  if (pull === undefined) {
    if (view.isDenied) return { kind: 'denied' };
    if (answer === undefined) return { kind: 'going' };
    return answer.isRefusal ? { kind: 'refused', reason: answer.text } : { kind: 'nothing-to-do' };
  }
  if (pull.mergeCommit === undefined) return { kind: pull.isOpen ? 'going' : 'closed' };
  if (!hosts.every(hasEnded)) return { kind: 'going' };
  if (hosts.length > 0 && hosts.every(({ standing }) => standing === 'superseded'))
    return { kind: 'superseded' };
  return { kind: hosts.some(hasFailed) ? 'failed' : 'done' };
}

/** True when nothing more will happen by itself. */
export function hasEnded(host: HostView): boolean {
  return host.standing === host.want || host.standing === 'superseded' || hasFailed(host);
}

/** True for an end that needs a person. */
function hasFailed(host: HostView): boolean {
  return host.standing === 'failed' || host.standing === 'refused' || host.standing === 'unusable';
}
