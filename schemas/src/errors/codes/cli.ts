import type { ErrorDefinition } from '../error-definition.ts';

/** Errors of the area "cli": the `co` command. Codes are stable: never renamed, never reused. */
export const cliErrors = {
  CLI_NOT_CONFIGURED: {
    kind: 'terminal',
    exitCode: 2,
    summary: 'The command does not know which repository to use.',
    fix: 'Give --repo-infra or --repo-registry, or run `co init` to write .colo/config.yaml.',
  },
  CLI_CONFIG_INVALID: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A configuration file of the co command cannot be used.',
    fix: 'Correct the file that the message names; docs/cli.md lists its keys.',
  },
  CLI_INPUT_MISSING: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A file or folder that was named does not exist or holds nothing that colo knows.',
    fix: 'Check the path.',
  },
  CLI_OUTPUT_UNWRITABLE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'The file that a command should write cannot be written.',
    fix: 'Name a file in a folder that exists and that you may write to.',
  },
  CLI_REF_UNKNOWN: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A ref that was named is no commit of the repository, or shares no history with HEAD.',
    fix: 'Check the name with `git log -1 <ref>`; fetch first where it is of a remote.',
  },
  CLI_HOOK_FOREIGN: {
    kind: 'terminal',
    exitCode: 1,
    summary: 'A Git hook of somebody else is where a hook of colo would go.',
    fix: 'Add the line that the message shows to that hook, or run `co hooks install --force`, which keeps a backup.',
  },
  CLI_REPOSITORY_UNFIT: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'The folder is no Git repository, or not of the kind that was asked for.',
    fix: 'Name a checkout, or a bare repository with --bare.',
  },
  CLI_PACKAGE_INVALID: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A package breaks a rule, so it was not published.',
    fix: 'Correct what the lines above name, then run the command again.',
  },
  CLI_DOCUMENT_INVALID: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A document of the infra repo breaks a rule, so the command cannot go on.',
    fix: 'Run `co validate` on the infra repo and correct what it names.',
  },
  CLI_VERSION_PUBLISHED: {
    kind: 'terminal',
    exitCode: 1,
    summary: 'This version is already published with other content.',
    fix: 'Raise metadata.version in margo.yaml: a published version never changes.',
  },
  CLI_APPLICATION_TAKEN: {
    kind: 'terminal',
    exitCode: 1,
    summary: 'The application id belongs to another path of the registry.',
    fix: 'Choose another metadata.id, or publish from the path that owns the id.',
  },
  CLI_APPLICATION_UNKNOWN: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'The registry has no such application or version.',
    fix: 'Run `co list apps` to see what is published.',
  },
  CLI_TOKEN_MISSING: {
    kind: 'terminal',
    exitCode: 77,
    summary: 'The command needs a token and none was given.',
    fix: 'Set GITHUB_TOKEN (for example from `gh auth token`), or give --token-file.',
  },
  CLI_ADDRESS_REFUSED: {
    kind: 'terminal',
    exitCode: 77,
    summary: 'A token would have been sent to an address that may not have it.',
    fix: 'Use https, and a Git address on the same host as the API.',
  },
  CLI_GIT_MISSING: {
    kind: 'terminal',
    exitCode: 69,
    summary: 'git is not installed, or is too old.',
    fix: 'Install git 2.38 or later.',
  },
  CLI_GIT_FAILED: {
    kind: 'transient',
    exitCode: 69,
    summary: 'git ended with an error.',
    fix: "Read git's message; check the network and the permissions of the token.",
  },
  CLI_OBJECT_MISSING: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A repository on this machine lacks an object: it is a partial clone, or damaged.',
    fix: 'Run `git fetch --refetch --no-filter` in it: colo fetches nothing into a checkout. `git fsck` names what else is missing.',
  },
  CLI_PUSH_REFUSED: {
    kind: 'terminal',
    exitCode: 77,
    summary: 'The repository did not accept the push.',
    fix: 'Check that the token may write to the branch; a protected branch needs a pull request.',
  },
  CLI_PUSH_RACED: {
    kind: 'transient',
    exitCode: 75,
    summary: 'Others pushed at the same time, again and again.',
    fix: 'Run the command again: it is safe to repeat.',
  },
  CLI_COMMAND_REFUSED: {
    kind: 'terminal',
    exitCode: 1,
    summary: 'CO did not carry out the command.',
    fix: "Read CO's comment on the issue: it says why and what to write instead.",
  },
  CLI_DEPLOY_FAILED: {
    kind: 'terminal',
    exitCode: 1,
    summary: 'The deployment ended, and not every host has it.',
    fix: 'Run `co status` to see which hosts failed and why.',
  },
  CLI_WATCH_TIMEOUT: {
    kind: 'transient',
    exitCode: 75,
    summary: 'The deployment did not end in the time that --timeout allows.',
    fix: 'Nothing is lost: run `co status`, or watch again with a longer --timeout.',
  },
} as const satisfies Record<string, ErrorDefinition>;
