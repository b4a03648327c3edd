import { ColoError, isColoError } from '@colo/schemas/errors';
import type { ChangeRequest } from '../change/change-request.ts';
import { formatCommitMessage, readCommitMessage } from '../change/commit-message.ts';
import type { ChangeContent } from '../change/rendered-change.ts';
import { titleChange } from '../change/title-change.ts';
import { MAX_BODY_CHARACTERS, MAX_TITLE_CHARACTERS } from '../github/github-limits.ts';
import type { Pull } from '../ports/pulls.ts';
import { renderPullBody } from '../say/render-pull-body.ts';
import { isUpToDate } from './is-up-to-date.ts';
import type { Session } from './open-session.ts';

interface Proposal {
  readonly request: ChangeRequest;
  readonly content: ChangeContent;
  readonly branch: string;
  /** Issue or pull request with the command. */
  readonly thread: number | undefined;
}

/**
 * What became of a proposal: the branch carries it, somebody else moved the branch (read again), or the branch holds
 * commits of a person and is left alone.
 */
type BranchResult = 'ready' | 'moved' | 'foreign';

/** Brings the branch of a change to the rendered files, in one commit on the head of the default branch. */
export async function writeBranch(session: Session, proposal: Proposal): Promise<BranchResult> {
  const { repository, head } = session;
  const { branch, content, request, thread } = proposal;
  const present = await repository.git.readBranch(branch);
  if (present !== undefined) {
    if (!(await isOwnBranch(session, present))) return 'foreign';
    if (await isUpToDate(session, present, content.files)) return 'ready';
  }
  const result = await repository.writer.writeCommit({
    branch,
    expected: present,
    parent: head,
    changes: content.files,
    message: formatCommitMessage(titleChange(request, content), request, thread),
  });
  if (result.kind !== 'written') return 'moved';
  session.engine.log.info({ branch, base: head, replaced: present }, 'Branch written');
  return 'ready';
}

/** True when every commit of the branch beyond the default branch is CO's, and the last one carries a request. */
export async function isOwnBranch({ repository, head }: Session, commit: string): Promise<boolean> {
  const base = await repository.git.mergeBase(head, commit);
  if (base === undefined) return false;
  const commits = await repository.git.listCommits(base, commit);
  const [newest] = commits;
  if (newest === undefined || readCommitMessage(newest.message) === undefined) return false;
  return commits.every(({ authorEmail }) => authorEmail === repository.bot.email);
}

/** Opens the pull request of a branch, or brings the one there is up to date. */
export async function keepPull(
  session: Session,
  proposal: Proposal,
  present: Pull | undefined,
): Promise<Pull> {
  const { repository, head } = session;
  const { request, content, thread, branch } = proposal;
  const base = repository.defaultBranch;
  const title = titleChange(request, content).slice(0, MAX_TITLE_CHARACTERS);
  const body = renderPullBody({
    request,
    content,
    base,
    baseCommit: head,
    thread,
    limit: MAX_BODY_CHARACTERS,
  });
  if (present === undefined) {
    try {
      return await repository.pulls.createPull({ title, body, branch, base });
    } catch (error) {
      if (!isColoError(error) || error.code !== 'GITHUB_ALREADY_EXISTS') throw error;
      const [open] = (await repository.pulls.listPullsOfBranch(branch)).filter((pull) => pull.isOpen);
      if (open === undefined) {
        throw new ColoError('GITHUB_CONFLICT', `The pull request of ${branch} is there and not there.`, {
          cause: error,
        });
      }
      return keepPull(session, proposal, open);
    }
  }
  const same = present.title === title && present.body.replace(/\r\n/gu, '\n').trimEnd() === body.trimEnd();
  if (!same) await repository.pulls.updatePull(present.number, { title, body });
  return { ...present, title, body };
}
