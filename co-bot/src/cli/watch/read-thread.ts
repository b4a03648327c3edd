import { toSafeText } from '@colo/schemas/text';
import { formatMarker } from '../../say/markers.ts';
import { formatRepositoryName, type RepositoryName } from '../config/repository-name.ts';
import { createConditional } from '../github/create-conditional.ts';
import type { GitHub } from '../github/create-github.ts';
import type { ChangeView, FollowedCommand, PullView } from './change-view.ts';

/** Longest text of CO that is shown. */
const MAX_ANSWER_LENGTH = 1000;

type ThreadView = Omit<ChangeView, 'hosts'>;

/**
 * Looks at what the forge shows of a command: CO's pull request, its final answer, its reaction. Only what a bot wrote
 * counts: anybody can paste a marker, open a pull request from a branch of that name or react.
 */
export function createThreadReader(
  github: GitHub,
  repository: RepositoryName,
  followed: FollowedCommand,
): () => Promise<ThreadView> {
  const at = { owner: repository.owner, repo: repository.name };
  const name = formatRepositoryName(repository);
  const { rest } = github;
  const readPulls = createConditional(`list the pull requests of ${name}`, (headers) =>
    rest.pulls.list({
      ...at,
      state: 'all',
      head: `${repository.owner}:${followed.branch}`,
      per_page: 10,
      headers,
    }),
  );
  const readComments = createConditional(`list the comments of ${name}#${followed.thread}`, (headers) =>
    rest.issues.listComments({ ...at, issue_number: followed.thread, per_page: 100, headers }),
  );
  const readReactions = createConditional(`list the reactions in ${name}`, (headers) =>
    followed.comment === undefined
      ? rest.reactions.listForIssue({ ...at, issue_number: followed.thread, per_page: 100, headers })
      : rest.reactions.listForIssueComment({ ...at, comment_id: followed.comment, per_page: 100, headers }),
  );
  const markers = [
    formatMarker({ kind: 'change', id: followed.id, outcome: 'final' }),
    formatMarker({ kind: 'answer', id: followed.id }),
  ];
  let looksWithAnswer = 0;

  return async () => {
    const pull = (await readPulls()).find((candidate) => isBot(candidate.user));
    if (pull !== undefined) return { isDenied: false, pull: toPullView(pull) };
    const comments = await readComments();
    const reactions = (await readReactions())
      .filter((reaction) => isBot(reaction.user))
      .map(({ content }) => content);
    const isDenied = reactions.includes('-1');
    const answer = comments.find(({ user, body }) => {
      return isBot(user) && markers.some((marker) => body?.trimEnd().endsWith(marker) === true);
    });
    if (answer === undefined) return { isDenied };
    // CO comments first and reacts then: one more look tells a refusal from "nothing to do".
    looksWithAnswer += 1;
    const isRefusal = reactions.includes('confused');
    if (!isRefusal && looksWithAnswer < 2) return { isDenied };
    const text = (answer.body ?? '').replace(/<!--.*?-->/gs, '');
    return { isDenied, answer: { text: toSafeText(text, MAX_ANSWER_LENGTH), isRefusal } };
  };
}

function isBot(user: { readonly type?: string } | null | undefined): boolean {
  return user?.type === 'Bot';
}

interface ListedPull {
  readonly number: number;
  readonly html_url: string;
  readonly title: string;
  readonly state: string;
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
}

/** Before the merge, `merge_commit_sha` is a trial merge of the forge: it counts only with `merged_at`. */
function toPullView(pull: ListedPull): PullView {
  const isMerged = pull.merged_at !== null && pull.merge_commit_sha !== null;
  return {
    number: pull.number,
    url: pull.html_url,
    title: toSafeText(pull.title, 300),
    isOpen: pull.state === 'open',
    ...(isMerged && pull.merge_commit_sha !== null ? { mergeCommit: pull.merge_commit_sha } : {}),
  };
}
