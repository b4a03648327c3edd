export { explainGithubAnswer, type GithubAnswer, type GithubMeaning } from '../github/github-answer.ts';
export { MAX_STATUSES_PER_CONTEXT } from '../github/github-limits.ts';
