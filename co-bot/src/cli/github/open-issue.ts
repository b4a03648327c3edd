import { callGitHub } from '../../github/call-github.ts';
import { formatRepositoryName, type RepositoryName } from '../config/repository-name.ts';
import type { GitHub } from './create-github.ts';

export interface OpenedText {
  /** Number of the issue or pull request. */
  readonly thread: number;
  /** Id of the comment, where the text is one. */
  readonly comment?: number;
  readonly url: string;
}

/** Opens an issue. */
export async function openIssue(
  github: GitHub,
  repository: RepositoryName,
  title: string,
  body: string,
): Promise<OpenedText> {
  const { data } = await callGitHub(`open an issue in ${formatRepositoryName(repository)}`, () =>
    github.rest.issues.create({ owner: repository.owner, repo: repository.name, title, body }),
  );
  return { thread: data.number, url: data.html_url };
}

/** Comments on an issue or a pull request. */
export async function writeComment(
  github: GitHub,
  repository: RepositoryName,
  thread: number,
  body: string,
): Promise<OpenedText> {
  const { data } = await callGitHub(`comment on ${formatRepositoryName(repository)}#${thread}`, () =>
    github.rest.issues.createComment({
      owner: repository.owner,
      repo: repository.name,
      issue_number: thread,
      body,
    }),
  );
  return { thread, comment: data.id, url: data.html_url };
}
