import type { ErrorDefinition } from '../error-definition.ts';

/** Errors of the area "git". Codes are stable: never renamed, never reused. */
export const gitErrors = {
  GIT_PROGRAM_MISSING: {
    kind: 'terminal',
    exitCode: 69,
    summary: 'There is no git program.',
    fix: 'Install git 2.36 or later on the site host, on the PATH of the service.',
  },
  GIT_REMOTE_UNREACHABLE: {
    kind: 'transient',
    exitCode: 69,
    summary: 'The infra repo cannot be reached.',
    fix: 'Check the address in infra.repository and the uplink; it is tried again by itself, and the site keeps running.',
  },
  GIT_REPOSITORY_MOVED: {
    kind: 'waiting',
    exitCode: 69,
    summary: 'The server sends LO to another address for the infra repo.',
    fix: 'If the new address is right, set infra.repository to it and infra.formerRepository to the old one, and restart LO.',
  },
  GIT_ACCESS_REFUSED: {
    kind: 'waiting',
    exitCode: 77,
    summary: 'The Git server refuses the credential, or the repository is not visible to it.',
    fix: 'Check infra.repository, and that infra.credential holds a token with contents: read on it.',
  },
  GIT_COMMAND_FAILED: {
    kind: 'transient',
    exitCode: 75,
    summary: 'A git command ended with an error.',
    fix: 'It is tried again by itself, and a damaged local copy is begun anew. If it goes on, the message has what git says is in the way.',
  },
  GIT_BRANCH_MISSING: {
    kind: 'waiting',
    exitCode: 75,
    summary: 'The infra repo has no branch of that name.',
    fix: 'Create the branch, or correct infra.branch.',
  },
  GIT_HISTORY_REWOUND: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'The branch was moved to a commit that does not descend from the adopted one.',
    fix: 'Push a commit on top of the adopted one; a rollback is a `git revert`. To accept the rewind, set guard.rewind on the site.',
  },
  GIT_SITE_MISSING: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A file that every site needs is not in the commit.',
    fix: 'Put the file back; nothing on the hosts was touched. To remove applications, keep the file and list no deployments.',
  },
  GIT_ENTRY_REFUSED: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A path of the infra repo is not a plain file.',
    fix: 'Replace symbolic links and submodules by the files themselves.',
  },
  GIT_FILE_TOO_LARGE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A file of the infra repo is larger than allowed.',
    fix: 'Make it smaller, or let the node fetch it.',
  },
  GIT_LISTING_TOO_LARGE: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A folder of the infra repo lists more files than LO reads.',
    fix: "Remove what is no desired state from the site's folder and from packages/. Trees that hold each other multiply: look who pushed them.",
  },
  GIT_PACKAGE_MISSING: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'The desired state names a package that the commit does not have.',
    fix: 'Let CO render the deployment again, or restore the folder under packages/ from history.',
  },
  GIT_PACKAGE_DIGEST_MISMATCH: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'The files of a package do not have the digest that its folder and the desired state name.',
    fix: 'Restore the folder from history: packages are never edited in place. Publish a new version instead.',
  },
  GIT_OBJECT_UNREADABLE: {
    kind: 'transient',
    exitCode: 75,
    summary: 'An object is missing from the local repository.',
    fix: 'It is fetched again by itself, and a damaged local copy is begun anew. If it goes on, the server lacks the object: run `git fsck` there.',
  },
} as const satisfies Record<string, ErrorDefinition>;
