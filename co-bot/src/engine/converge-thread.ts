import { branchOf, type ChangeId, makesChange } from '../change/change-id.ts';
import type { Comment, Issue } from '../ports/issues.ts';
import type { Pull } from '../ports/pulls.ts';
import { readMarker } from '../say/markers.ts';
import { answerCommand } from './answer-command.ts';
import { checkCommand } from './check-command.ts';
import { type CommandSource, listCommandSources, parseSource } from './command-source.ts';
import { type ChangeState, convergeChange } from './converge-change.ts';
import { assertCurrent, type Session } from './open-session.ts';
import type { ChangeCommand } from './resolve-request.ts';
import { setReaction } from './set-reaction.ts';
import { startChange } from './start-change.ts';

/** What a thread needs later: sites whose reports matter to it, and whether to look again at once. */
interface ThreadState {
  readonly sites: readonly string[];
  readonly again: boolean;
  /** Pull requests of the thread that need no more work. */
  readonly over: readonly number[];
}

const NOTHING: ThreadState = { sites: [], again: false, over: [] };

/** Brings an issue, or the conversation of a pull request, to where its commands and changes should be. */
export async function convergeThread(session: Session, number: number): Promise<ThreadState> {
  const { issues, pulls, bot } = session.repository;
  const issue = await issues.getIssue(number);
  if (issue === undefined) return NOTHING;
  const own = issue.isPull ? await pulls.getPull(number) : undefined;
  if (own?.isFork === true) return NOTHING;
  const comments = await issues.listComments(number);
  const settled = new Set<ChangeId>();
  const changes = new Map<ChangeId, Pull>();
  for (const comment of comments) {
    const marker = readMarker(comment, bot);
    if (marker === undefined || marker.kind === 'validate') continue;
    settled.add(marker.id);
    if (marker.kind !== 'change' || marker.pull === undefined) continue;
    const pull = await pulls.getPull(marker.pull);
    if (pull !== undefined) changes.set(marker.id, pull);
  }
  let again = false;
  let closable = false;
  const sources = listCommandSources(issue, comments);
  for (const source of sources) {
    // Whoever closes an issue before it is taken up takes its command back.
    if (settled.has(source.id) || (source.isBody && !issue.isOpen)) continue;
    const merged = findMerged([...changes.values(), ...(own === undefined ? [] : [own])]);
    const outcome = await runCommand(session, source, comments, merged);
    if (outcome.pull !== undefined) changes.set(source.id, outcome.pull);
    again ||= outcome.again;
    closable ||= outcome.isUnchanged && source.isBody;
  }
  const states: ChangeState[] = [];
  for (const [id, pull] of changes)
    states.push(await convergeChange(session, { id, thread: number, pull, comments }));
  if (closable) await close(session, issue, 'not_planned');
  else if (changes.has(String(number))) await closeWhenOver(session, issue, states);
  const over = [...changes.values()].filter((_, index) => isOver(states[index]));
  return { sites: states.flatMap(({ sites }) => sites), again, over: over.map((pull) => pull.number) };
}

interface CommandOutcome {
  readonly pull?: Pull;
  readonly again: boolean;
  readonly isUnchanged: boolean;
}

const IGNORED: CommandOutcome = { again: false, isUnchanged: false };

async function runCommand(
  session: Session,
  source: CommandSource,
  comments: readonly Comment[],
  merged: string | undefined,
): Promise<CommandOutcome> {
  const parsed = parseSource(source);
  if (parsed.kind === 'none') return IGNORED;
  const verb = parsed.kind === 'command' ? parsed.command.verb : undefined;
  if (verb !== undefined && makesChange(verb)) {
    const [present] = (await session.repository.pulls.listPullsOfBranch(branchOf(verb, source.id))).filter(
      (pull) => pull.author.id === session.repository.bot.id,
    );
    if (present !== undefined) return { ...IGNORED, pull: present };
  }
  const check = await checkCommand(session, source, verb);
  if (check === 'not-permitted') await setReaction(session, source, '-1');
  if (check !== 'counts') return IGNORED;
  // The command may be about a merge that is newer than what this session read.
  const { git } = session.repository;
  if (merged !== undefined && !(await git.isAncestor(merged, session.head))) await assertCurrent(session);
  if (parsed.kind === 'problem' || !isChange(parsed.command)) {
    await answerCommand(session, { source, parsed, comments, merged });
    return IGNORED;
  }
  const started = await startChange(session, { source, command: parsed.command, merged, comments });
  return {
    ...(started.kind === 'proposed' ? { pull: started.pull } : {}),
    again: started.kind === 'again',
    isUnchanged: started.kind === 'unchanged',
  };
}

function isChange(command: { readonly verb: string }): command is ChangeCommand {
  return ['deploy', 'remove', 'rollback', 'hold', 'resume'].includes(command.verb);
}

/** The newest merged change of a thread: what commands without a scope are about. */
function findMerged(pulls: readonly Pull[]): string | undefined {
  return pulls.findLast((pull) => pull.isMerged)?.mergeCommit;
}

/** Closes the issue that asked for changes once all of them are over. A failure keeps it open. */
async function closeWhenOver(session: Session, issue: Issue, states: readonly ChangeState[]): Promise<void> {
  if (!states.every(isOver)) return;
  const finished = states.some(({ state }) => state === 'finished');
  await close(session, issue, finished ? 'completed' : 'not_planned');
}

function isOver(state: ChangeState | undefined): boolean {
  return state?.state === 'finished' || state?.state === 'given-up';
}

async function close(session: Session, issue: Issue, reason: 'completed' | 'not_planned'): Promise<void> {
  if (!issue.isOpen || issue.isPull) return;
  await session.repository.issues.closeIssue(issue.number, reason);
  session.engine.log.info({ issue: issue.number, reason }, 'Issue closed');
}
