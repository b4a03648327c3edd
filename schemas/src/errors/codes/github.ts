import type { ErrorDefinition } from '../error-definition.ts';

/** Errors of the area "github". Codes are stable: never renamed, never reused. */
export const githubErrors = {
  GITHUB_UNREACHABLE: {
    kind: 'transient',
    exitCode: 69,
    summary: 'GitHub did not answer, or answered with an error of its own.',
    fix: 'Nothing to do: it is tried again. If it lasts, look at the status page of GitHub and at the network.',
  },
  GITHUB_RATE_LIMITED: {
    kind: 'transient',
    exitCode: 75,
    summary: 'GitHub asks for fewer requests.',
    fix: 'Nothing to do: it is tried again after the pause that GitHub asked for.',
  },
  GITHUB_UNAUTHENTICATED: {
    kind: 'terminal',
    exitCode: 77,
    summary: 'GitHub does not accept the credentials.',
    fix: 'Check the id and private key of the App, or the token, and the clock of this machine.',
  },
  GITHUB_FORBIDDEN: {
    kind: 'terminal',
    exitCode: 77,
    summary: 'GitHub does not allow this to the App or token.',
    fix: 'Grant the permissions of templates/app.yml to the App, and accept them in the installation.',
  },
  GITHUB_NOT_FOUND: {
    kind: 'terminal',
    exitCode: 66,
    summary: 'GitHub knows no such thing, or does not show it to the App or token.',
    fix: 'Check the name, and that the App is installed on the repository.',
  },
  GITHUB_NOT_INSTALLED: {
    kind: 'terminal',
    exitCode: 77,
    summary: 'The App is not installed on a repository.',
    fix: 'Install the App on the repository, or take the repository out of the configuration.',
  },
  GITHUB_ALREADY_EXISTS: {
    kind: 'terminal',
    exitCode: 73,
    summary: 'GitHub already has what was to be created.',
    fix: 'Nothing to do: what exists is read and used.',
  },
  GITHUB_CONFLICT: {
    kind: 'transient',
    exitCode: 75,
    summary: 'Somebody else changed the same thing on GitHub at the same time.',
    fix: 'Nothing to do: the present state is read again.',
  },
  GITHUB_REFUSED: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'GitHub refuses the content of a request.',
    fix: 'Read the message: it names the field and the rule.',
  },
  GITHUB_ANSWER_UNEXPECTED: {
    kind: 'terminal',
    exitCode: 76,
    summary: 'GitHub answered in a form that is not understood.',
    fix: 'Check that the base URL names the API of GitHub or GitHub Enterprise Server 3.10 or later.',
  },
  CO_SECRET_MISSING: {
    kind: 'terminal',
    exitCode: 78,
    summary: 'CO was started without what it needs to trust GitHub, or to be trusted by it.',
    fix: 'Set WEBHOOK_SECRET, APP_ID and PRIVATE_KEY (or PRIVATE_KEY_PATH); docs/co.md says where they come from.',
  },
  CO_CONFIG_UNUSABLE: {
    kind: 'terminal',
    exitCode: 78,
    summary: 'The configuration of CO cannot be used.',
    fix: 'Correct the file that the message names; docs/co.md lists its fields.',
  },
  CO_GIT_FAILED: {
    kind: 'transient',
    exitCode: 75,
    summary: 'git ended with an error while CO read or pushed a repository.',
    fix: 'Nothing to do at first: it is tried again. If it lasts, read the message of git in the log.',
  },
  CO_GIT_TOO_OLD: {
    kind: 'terminal',
    exitCode: 69,
    summary: 'The git of this machine is too old for CO.',
    fix: 'Install git 2.38 or later.',
  },
  CO_POLICY_UNUSABLE: {
    kind: 'waiting',
    exitCode: 78,
    summary: 'The fleet policy colo.yaml of an infra repo cannot be used.',
    fix: 'Correct colo.yaml on the default branch; `co validate` shows what is wrong with it.',
  },
  CO_REQUEST_REFUSED: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A command cannot be carried out as it is written.',
    fix: 'Read the message, and give the command again in a new comment.',
  },
  CO_PACKAGE_LOST: {
    kind: 'terminal',
    exitCode: 66,
    summary: 'A package that a desired state names is neither in the infra repo nor in its history.',
    fix: 'Deploy the application again from the registry.',
  },
} as const satisfies Record<string, ErrorDefinition>;
