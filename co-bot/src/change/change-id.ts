import type { Verb } from '../commands/index.ts';
import type { ChangeRequest } from './change-request.ts';

/**
 * Names one change for ever: `12` for the command in the body of issue 12, `12-987` for the one in comment 987 on issue
 * or pull request 12, `update/<application>/<version>` for automation. Branch, pull request and sticky comment follow.
 */
export type ChangeId = string;

const ID = /^(?<thread>[1-9][0-9]*)(?:-(?<comment>[1-9][0-9]*))?$/u;
const BRANCH =
  /^colo\/(?:(?<verb>deploy|remove|rollback|hold|resume)\/(?<id>[1-9][0-9]*(?:-[1-9][0-9]*)?)|(?<update>update\/.+))$/u;

/** The id of the command in an issue's body, or in one comment. */
export function makeChangeId(thread: number, comment?: number): ChangeId {
  return comment === undefined ? String(thread) : `${thread}-${comment}`;
}

/** The branch of a change. It is CO's own: CO replaces it whole. */
export function branchOf(verb: Exclude<ChangeRequest['verb'], 'update'>, id: ChangeId): string {
  return `colo/${verb}/${id}`;
}

export function updateBranchOf(application: string, version: string): string {
  return `colo/update/${application}/${version}`;
}

/** The change that a branch is for; undefined for every branch that is not CO's. */
export function readBranchName(
  branch: string,
): { readonly id: ChangeId; readonly thread: number | undefined } | undefined {
  const groups = BRANCH.exec(branch)?.groups;
  if (groups === undefined) return undefined;
  const { id, update } = groups;
  if (update !== undefined) return { id: update, thread: undefined };
  const thread = ID.exec(id ?? '')?.groups?.['thread'];
  return id === undefined || thread === undefined ? undefined : { id, thread: Number(thread) };
}

/** True for verbs that end in a pull request. */
export function makesChange(verb: Verb): verb is 'deploy' | 'remove' | 'rollback' | 'hold' | 'resume' {
  return (
    verb === 'deploy' || verb === 'remove' || verb === 'rollback' || verb === 'hold' || verb === 'resume'
  );
}
