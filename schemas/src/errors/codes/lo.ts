import type { ErrorDefinition } from '../error-definition.ts';

/** Errors of LO itself: configuration, state folder, guard, reports. Codes are stable: never renamed, never reused. */
export const loErrors = {
  LO_CONFIG_UNREADABLE: {
    kind: 'terminal',
    exitCode: 78,
    summary: "LO's configuration file cannot be read.",
    fix: 'Give the file with --config; templates/site-host/lo.yaml is a sample.',
  },
  LO_CONFIG_INVALID: {
    kind: 'terminal',
    exitCode: 78,
    summary: "LO's configuration asks for something that does not exist or does not fit.",
    fix: 'Correct lo.yaml; docs/lo.md lists every key.',
  },
  LO_CREDENTIAL_UNUSABLE: {
    kind: 'terminal',
    exitCode: 78,
    summary: 'A credential cannot be read.',
    fix: 'Put the secret into the file (chmod 600, owned by the user of the service) or the environment variable.',
  },
  LO_ALREADY_RUNNING: {
    kind: 'terminal',
    exitCode: 75,
    summary: 'Another LO works with this stateDir.',
    fix: 'Stop it first, or use `lo wake`, `lo status`, `lo retry`, `lo takeover`, which talk to it.',
  },
  LO_NOT_RUNNING: {
    kind: 'waiting',
    exitCode: 69,
    summary: 'No LO listens in this stateDir.',
    fix: 'Start it: `lo run`, or `systemctl start colo-lo`.',
  },
  LO_SOCKET_FAILED: {
    kind: 'terminal',
    exitCode: 78,
    summary: "LO's socket cannot be opened.",
    fix: 'Choose a stateDir with a shorter path (a socket path has at most 107 bytes) that the service may write to.',
  },
  LO_STATE_UNWRITABLE: {
    kind: 'transient',
    exitCode: 74,
    summary: 'LO cannot write its state.',
    fix: 'Check space and permissions of stateDir; nothing is begun on a host before it is written down.',
  },
  LO_STATE_UNREADABLE: {
    kind: 'terminal',
    exitCode: 74,
    summary: "One of LO's own files is there and cannot be read.",
    fix: 'Check owner, permissions and disk of stateDir. A file that is beyond repair can be removed: LO observes its hosts anew.',
  },
  LO_STATE_DAMAGED: {
    kind: 'transient',
    exitCode: 74,
    summary: "A file of LO's store is damaged.",
    fix: 'Nothing to do: it is fetched or observed again.',
  },
  LO_NOTHING_ADOPTED: {
    kind: 'waiting',
    exitCode: 75,
    summary: 'No desired state was adopted yet.',
    fix: 'Run `lo once`, or wait until `lo run` has reached the infra repo.',
  },
  LO_NOT_CONVERGED: {
    kind: 'waiting',
    exitCode: 75,
    summary: 'The site does not yet run what is desired.',
    fix: '`lo status` says what it waits for; `lo once` goes on.',
  },
  LO_DEPLOY_FAILED: {
    kind: 'terminal',
    exitCode: 1,
    summary: 'Something that is desired failed, and is not tried again by itself.',
    fix: '`lo status` says what and why. Deploy another version, or `lo retry`.',
  },
  LO_REMOVALS_REFUSED: {
    kind: 'terminal',
    exitCode: 77,
    summary: 'A revision would remove more applications than guard.removals allows.',
    fix: 'Remove them in several steps, or raise guard.removals on the site.',
  },
  LO_RUNTIME_REFUSED: {
    kind: 'terminal',
    exitCode: 77,
    summary: 'A component uses a runtime that the site does not allow.',
    fix: 'Choose another deployment profile, or add the runtime to guard.runtimes on the site.',
  },
  LO_SECRET_REFUSED: {
    kind: 'terminal',
    exitCode: 77,
    summary: 'A component asks for a secret that the site does not grant to it.',
    fix: 'Grant it below secrets in lo.yaml (application, component, pointer) and restart LO, or use another value.',
  },
  LO_SECRET_UNAVAILABLE: {
    kind: 'waiting',
    exitCode: 75,
    summary: 'A secret that a component needs cannot be read on the site now.',
    fix: 'Provide it where lo.yaml says it is; LO looks again by itself, and what runs goes on.',
  },
  LO_FENCED: {
    kind: 'waiting',
    exitCode: 75,
    summary: 'Something on a host belongs to another infra repo or site.',
    fix: 'Remove it there with the LO that owns it; this LO does not touch it.',
  },
  LO_PASSIVE: {
    kind: 'waiting',
    exitCode: 75,
    summary: 'Another LO of this site acts on a host; this one changes nothing there.',
    fix: 'Stop one of the two. Ten minutes after the other has ended this one goes on; `lo takeover --host HOST` moves the host here at once.',
  },
  LO_HOST_AHEAD: {
    kind: 'waiting',
    exitCode: 75,
    summary:
      'A host was last changed for a commit that is not in the history of what this LO has adopted; nothing is changed there.',
    fix: 'Check the uplink and the refusals in `lo status`; a poll that finds the commit in the history ends this. If the history was rewritten on purpose, run `lo takeover --host HOST`, or set guard.rewind on the site.',
  },
  LO_ATTEMPT_UNFINISHED: {
    kind: 'transient',
    exitCode: 75,
    summary: 'An attempt on a host has not ended, or nobody knows how it ended.',
    fix: 'Nothing to do: the host is observed before anything else happens.',
  },
  LO_REPORTER_UNKNOWN: {
    kind: 'terminal',
    exitCode: 78,
    summary: 'No reporter has this id.',
    fix: 'Use one of the reporters that the message lists.',
  },
  LO_REPORT_UNDELIVERED: {
    kind: 'transient',
    exitCode: 75,
    summary: 'A report could not be delivered.',
    fix: 'Nothing to do: it is kept and sent again.',
  },
  LO_REPORT_NOT_ALLOWED: {
    kind: 'transient',
    exitCode: 75,
    summary:
      "A report was not taken: its token is not valid, or may not report to the reporter's repository.",
    fix: "Renew the token, give it statuses: write, or correct the reporter's repository. Reports are kept, and sent then.",
  },
  LO_REPORT_SPACED: {
    kind: 'waiting',
    exitCode: 75,
    summary: 'A commit has had many reports of one application; the next one waits for its turn.',
    fix: 'Nothing to do: the newest one is kept, and sent then. `lo status` says why the application changes so often.',
  },
  LO_REPORT_FULL: {
    kind: 'terminal',
    exitCode: 1,
    summary: 'GitHub takes no more reports of an application on a commit.',
    fix: '`lo status` says what runs. The next commit that changes the application there is reported again.',
  },
  LO_REPORT_REFUSED: {
    kind: 'terminal',
    exitCode: 1,
    summary: 'A report was refused as it is, and is not sent again.',
    fix: 'Nothing to do: later reports are sent. `lo status` says what runs.',
  },
} as const satisfies Record<string, ErrorDefinition>;
