import type { Pull, Pulls } from '../ports/pulls.ts';
import { callGitHub, findOnGitHub } from './call-github.ts';
import type { Access } from './client.ts';
import { PAGE_SIZE } from './github-limits.ts';
import { toPerson } from './to-person.ts';

type PullAnswer = Awaited<ReturnType<Access['client']['rest']['pulls']['list']>>['data'][number];

/** Pull requests through GitHub's REST API. */
export function createPulls({ client, at }: Access): Pulls {
  const { pulls } = client.rest;
  return {
    async getPull(number) {
      const answer = await findOnGitHub(`read pull request #${number}`, () =>
        pulls.get({ ...at, pull_number: number }),
      );
      return answer === undefined ? undefined : toPull(answer.data);
    },
    async listOpenPulls() {
      const query = { ...at, state: 'open', per_page: PAGE_SIZE } as const;
      const found = await callGitHub('list pull requests', () => client.paginate(pulls.list, query));
      return found.map(toPull);
    },
    async listPullsOfBranch(branch) {
      const query = { ...at, state: 'all', head: `${at.owner}:${branch}`, per_page: PAGE_SIZE } as const;
      const found = await callGitHub('list pull requests of a branch', () =>
        client.paginate(pulls.list, query),
      );
      return found.filter((pull) => pull.head.ref === branch).map(toPull);
    },
    async listRecentlyClosedPulls() {
      const query = {
        ...at,
        state: 'closed',
        sort: 'updated',
        direction: 'desc',
        per_page: PAGE_SIZE,
      } as const;
      const found = await callGitHub('list closed pull requests', () => pulls.list(query));
      return found.data.map(toPull);
    },
    async createPull({ title, body, branch, base }) {
      const answer = await callGitHub('open a pull request', () =>
        pulls.create({ ...at, title, body, head: branch, base, maintainer_can_modify: false }),
      );
      return toPull(answer.data);
    },
    async updatePull(number, { title, body, isOpen }) {
      const change = {
        ...(title === undefined ? {} : { title }),
        ...(body === undefined ? {} : { body }),
        ...(isOpen === undefined ? {} : { state: isOpen ? ('open' as const) : ('closed' as const) }),
      };
      await callGitHub(`change pull request #${number}`, () =>
        pulls.update({ ...at, pull_number: number, ...change }),
      );
    },
  };
}

function toPull(
  pull: Pick<
    PullAnswer,
    'number' | 'title' | 'body' | 'user' | 'merged_at' | 'merge_commit_sha' | 'state'
  > & {
    readonly head: {
      readonly ref: string;
      readonly sha: string;
      readonly repo: { readonly id: number } | null;
    };
    readonly base: { readonly ref: string; readonly repo: { readonly id: number } };
  },
): Pull {
  const isMerged = pull.merged_at !== null;
  return {
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    author: toPerson(pull.user),
    isOpen: pull.state === 'open',
    isMerged,
    mergeCommit: isMerged ? (pull.merge_commit_sha ?? undefined) : undefined,
    headRef: pull.head.ref,
    headCommit: pull.head.sha,
    baseRef: pull.base.ref,
    isFork: pull.head.repo?.id !== pull.base.repo.id,
  };
}
