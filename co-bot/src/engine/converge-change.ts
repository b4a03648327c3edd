import type { ChangeId } from '../change/change-id.ts';
import { readCommitMessage } from '../change/commit-message.ts';
import { renderChange } from '../change/render-change.ts';
import { MAX_BODY_CHARACTERS } from '../github/github-limits.ts';
import type { Comment } from '../ports/issues.ts';
import type { Pull } from '../ports/pulls.ts';
import { renderPlanSummary } from '../say/render-plan.ts';
import { renderProgress } from '../say/render-progress.ts';
import { renderRefusals } from '../say/render-refusal.ts';
import { authorizeChange } from './authorize-change.ts';
import { computeProgress, type Progress } from './compute-progress.ts';
import { keepComment } from './keep-comment.ts';
import { assertCurrent, type Session } from './open-session.ts';
import { isOwnBranch, keepPull, writeBranch } from './propose-change.ts';

/** A change with a pull request, and the thread that is told about it. */
interface TrackedChange {
  readonly id: ChangeId;
  readonly thread: number;
  readonly pull: Pull;
  readonly comments: readonly Comment[];
  /** Who wrote the command; a request in somebody else's name is not CO's. Absent for automation. */
  readonly author?: string;
}

export interface ChangeState {
  /** `finished`: nothing is left to wait for. */
  readonly state: 'open' | 'merged' | 'finished' | 'given-up';
  /** Sites whose reports matter to it: to the notes of its plan, or to its progress. */
  readonly sites: readonly string[];
}

/** Brings one change on: renders it again while it is open, follows it once it is merged, and says so in one comment. */
export async function convergeChange(session: Session, change: TrackedChange): Promise<ChangeState> {
  const { pull } = change;
  if (pull.isOpen) return refresh(session, change);
  if (!pull.isMerged || pull.mergeCommit === undefined) {
    await say(session, change, `${link(pull)} was closed without merging: nothing was changed.`);
    return { state: 'given-up', sites: [] };
  }
  if (!(await session.repository.git.isAncestor(pull.mergeCommit, session.head))) {
    await assertCurrent(session);
    const base = session.repository.defaultBranch;
    await say(
      session,
      change,
      `${link(pull)} was merged, but its commit is not on \`${base}\`: no site will see it.`,
    );
    return { state: 'given-up', sites: [] };
  }
  const progress = await computeProgress(session, pull.mergeCommit);
  const table = renderProgress(progress, MAX_BODY_CHARACTERS - 1_000);
  const merged = `${link(pull)} was merged as ${pull.mergeCommit}.`;
  await say(session, change, `${sayResult(progress)}${merged}\n\n${table}`);
  if (progress.isSuperseded) return { state: 'given-up', sites: progress.sites };
  return { state: progress.isDone ? 'finished' : 'merged', sites: progress.sites };
}

function sayResult({ isDone, isSuperseded }: Progress): string {
  if (isSuperseded) return '**Superseded**: later commits ask for something else everywhere. ';
  return isDone ? '**Done.** ' : '';
}

async function refresh(session: Session, change: TrackedChange): Promise<ChangeState> {
  const { pull } = change;
  const open: ChangeState = { state: 'open', sites: [] };
  const { git, pulls } = session.repository;
  const head = await git.readBranch(pull.headRef);
  if (head === undefined) return open;
  const carried = readCommitMessage((await git.readCommit(head)).message);
  const isTheirs = change.author === undefined || carried?.request.by === change.author;
  if (carried === undefined || !isTheirs || !(await isOwnBranch(session, head))) {
    const advice =
      'CO leaves it alone: it is not rendered again when its base moves. Close it and give the command again to go back to a rendered one.';
    await say(session, change, `${link(pull)} has commits that are not CO's. ${advice}`);
    return open;
  }
  const { request, thread } = carried;
  const rendered = await renderChange(request, await session.fleet(), session.renderContext());
  if (rendered.kind === 'refused') {
    const why = renderRefusals(rendered.refusals, MAX_BODY_CHARACTERS - 1_000);
    await say(session, change, `${link(pull)} cannot be rendered against the present base. ${why}`);
    return open;
  }
  if (rendered.kind === 'unchanged') {
    await pulls.updatePull(pull.number, { isOpen: false });
    await say(session, change, `${link(pull)} was closed: every chosen site is already as asked for.`);
    return { state: 'finished', sites: [] };
  }
  const sites = rendered.sites.map(({ site }) => site);
  if (!(await authorizeChange(session, request, rendered.sites))) {
    await say(
      session,
      change,
      `${link(pull)} is not rendered again: who asked for it may no longer change these sites.`,
    );
    return { state: 'open', sites };
  }
  const proposal = { request, content: rendered, branch: pull.headRef, thread };
  // Moved or foreign in between: the push event of whoever moved it brings us back here.
  if ((await writeBranch(session, proposal)) === 'ready') {
    const kept = await keepPull(session, proposal, pull);
    const plan = renderPlanSummary(
      rendered.sites.map((site) => site.plan),
      MAX_BODY_CHARACTERS - 1_000,
    );
    await say(session, change, `**${kept.title}**: review and merge ${link(kept)}.\n\n${plan}`);
  }
  return { state: 'open', sites };
}

async function say(session: Session, change: TrackedChange, body: string): Promise<void> {
  const { repository } = session;
  const { id, thread, pull, comments } = change;
  const marker = { kind: 'change', id, outcome: 'open', pull: pull.number } as const;
  await keepComment({ issues: repository.issues, bot: repository.bot, thread, marker, body, comments });
}

function link(pull: Pull): string {
  return `#${pull.number}`;
}
