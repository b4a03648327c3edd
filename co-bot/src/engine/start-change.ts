import { isColoError } from '@colo/schemas/errors';
import { branchOf } from '../change/change-id.ts';
import { renderChange } from '../change/render-change.ts';
import type { RenderedChange } from '../change/rendered-change.ts';
import { MAX_BODY_CHARACTERS } from '../github/github-limits.ts';
import type { Comment } from '../ports/issues.ts';
import type { Pull } from '../ports/pulls.ts';
import { renderRefusals } from '../say/render-refusal.ts';
import { authorizeChange } from './authorize-change.ts';
import { checkCommand } from './check-command.ts';
import type { CommandSource } from './command-source.ts';
import { keepComment } from './keep-comment.ts';
import type { Session } from './open-session.ts';
import { keepPull, writeBranch } from './propose-change.ts';
import { type ChangeCommand, resolveRequest } from './resolve-request.ts';
import { setReaction } from './set-reaction.ts';

interface StartRequest {
  readonly source: CommandSource;
  readonly command: ChangeCommand;
  /** Commit that merged the thread's earlier change. */
  readonly merged: string | undefined;
  readonly comments: readonly Comment[];
}

type StartResult =
  | { readonly kind: 'proposed'; readonly pull: Pull }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'denied' }
  /** The world moved while CO worked: look again. */
  | { readonly kind: 'again' };

/** Turns a command that counts into a pull request, or says why there is none. */
export async function startChange(session: Session, start: StartRequest): Promise<StartResult> {
  const { source, command } = start;
  await setReaction(session, source, 'eyes');
  const { log } = session.engine;
  const about = { thread: source.thread, command: command.verb, by: source.author.login };
  log.info(about, 'Command taken up');
  const { request, rendered } = await resolveAndRender(session, start);
  if (rendered.kind === 'refused' || request === undefined) {
    const refusals = rendered.kind === 'refused' ? rendered.refusals : [];
    log.info({ ...about, codes: refusals.map(({ code }) => code) }, 'Command refused');
    await sayFinal(session, start, renderRefusals(refusals, MAX_BODY_CHARACTERS - 1_000));
    await setReaction(session, source, 'confused');
    return { kind: 'refused' };
  }
  if (rendered.kind === 'unchanged') {
    await sayFinal(
      session,
      start,
      `Nothing to do: every chosen site (${rendered.sites}) is already as asked for.`,
    );
    return { kind: 'unchanged' };
  }
  // Time of use: whoever lost the permission, or edited the text, while CO rendered is refused here.
  const counts = (await checkCommand(session, source, command.verb)) === 'counts';
  if (!counts || !(await authorizeChange(session, request, rendered.sites))) {
    await setReaction(session, source, '-1');
    return { kind: 'denied' };
  }
  const branch = branchOf(command.verb, source.id);
  const proposal = { request, content: rendered, branch, thread: source.thread };
  const written = await writeBranch(session, proposal);
  if (written === 'moved') return { kind: 'again' };
  if (written === 'foreign') {
    await sayFinal(
      session,
      start,
      `Nothing was changed: the branch \`${branch}\` has commits that are not CO's.`,
    );
    return { kind: 'refused' };
  }
  const pull = await keepPull(session, proposal, undefined);
  log.info({ ...about, pull: pull.number, sites: rendered.sites.length }, 'Pull request opened');
  return { kind: 'proposed', pull };
}

async function resolveAndRender(
  session: Session,
  { source, command, merged }: StartRequest,
): Promise<{
  readonly request: Awaited<ReturnType<typeof resolveRequest>> | undefined;
  readonly rendered: RenderedChange;
}> {
  try {
    const request = await resolveRequest(session, command, source.author.login, merged);
    return { request, rendered: await renderChange(request, await session.fleet(), session.renderContext()) };
  } catch (error) {
    if (!isColoError(error) || (error.kind !== 'terminal' && error.kind !== 'waiting')) throw error;
    const { code, message, fix } = error;
    return { request: undefined, rendered: { kind: 'refused', refusals: [{ code, message, fix }] } };
  }
}

async function sayFinal(
  { repository }: Session,
  { source, comments }: StartRequest,
  body: string,
): Promise<void> {
  const marker = { kind: 'change', id: source.id, outcome: 'final' } as const;
  const { issues, bot } = repository;
  await keepComment({ issues, bot, thread: source.thread, marker, body, comments });
}
