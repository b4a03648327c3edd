import type { ErrorDefinition } from '../error-definition.ts';

/** Errors of the area "node". Codes are stable: never renamed, never reused. */
export const nodeErrors = {
  NODE_UNREACHABLE: {
    kind: 'transient',
    exitCode: 69,
    summary: 'A host cannot be reached, or the connection to it broke.',
    fix: "Check the host's address, port, power and network; it is tried again by itself.",
  },
  NODE_OUTCOME_UNKNOWN: {
    kind: 'transient',
    exitCode: 75,
    summary: 'The connection ended before the host said how the command went.',
    fix: 'Nothing to do: the host is observed again before anything else happens.',
  },
  NODE_HOST_KEY_UNKNOWN: {
    kind: 'terminal',
    exitCode: 77,
    summary: 'No SSH host key is pinned for a host.',
    fix: "Read the key at the host itself (ssh-keyscan over a trusted network) and add it to hostKeys in the site's site.yaml.",
  },
  NODE_HOST_KEY_CHANGED: {
    kind: 'terminal',
    exitCode: 77,
    summary: 'A host shows another SSH host key than the pinned ones.',
    fix: 'Find out why. If the host was really reinstalled, change hostKeys in site.yaml; else somebody may be in the middle.',
  },
  NODE_AUTH_FAILED: {
    kind: 'terminal',
    exitCode: 77,
    summary: 'A host refused to let the site in.',
    fix: "Add the site's public key to the user's authorized_keys on the host, or name another user or identity file.",
  },
  NODE_SECOND_FACTOR: {
    kind: 'terminal',
    exitCode: 77,
    summary: "A host accepts the site's key and demands a second factor, such as a password or a code.",
    fix: 'LO logs in by a key alone. Allow that for this user in sshd_config of the host (`Match User colo`, then `AuthenticationMethods publickey`), limited by `from=` in authorized_keys where you like.',
  },
  NODE_HOST_SAME: {
    kind: 'terminal',
    exitCode: 78,
    summary: 'Two hosts of a site lead to one machine and one workdir, under different names or addresses.',
    fix: 'Correct the address of one of the two in site.yaml, or remove it; a machine that is to be two hosts needs a workdir for each.',
  },
  NODE_SESSION_REFUSED: {
    kind: 'transient',
    exitCode: 69,
    summary: "A host's SSH server lets the site in and opens no session channel, so no command ran.",
    fix: 'Allow sessions to the user: `MaxSessions` of at least 1 in sshd_config of the host. The host is tried again by itself.',
  },
  NODE_IDENTITY_UNUSABLE: {
    kind: 'terminal',
    exitCode: 78,
    summary: "The site's SSH identity cannot be used.",
    fix: 'Make the private key file readable by its owner only (chmod 600), without a passphrase, or load the key into ssh-agent.',
  },
  NODE_REQUIREMENT_MISSING: {
    kind: 'terminal',
    exitCode: 69,
    summary: 'A host lacks programs that colo needs.',
    fix: "Install the programs on the host, or add their folder to the host's searchPath in site.yaml.",
  },
  NODE_PROTOCOL: {
    kind: 'transient',
    exitCode: 76,
    summary: 'A host answered in a way that is not understood.',
    fix: 'Read what the message quotes, or run `ssh USER@HOST sh -c true` and see: the login shell, or a file that it reads (.bashrc, .cshrc, config.fish), ends, asks or waits before the command. The host is tried again by itself.',
  },
  NODE_SUDO_REFUSED: {
    kind: 'terminal',
    exitCode: 77,
    summary: 'sudo without a password is not allowed on a host.',
    fix: 'Allow the user `sudo -n sh` on the host, or set sudo to false and use a workdir of its own.',
  },
  NODE_CONTENT_INVALID: {
    kind: 'terminal',
    exitCode: 65,
    summary: "A component's files cannot be placed on a host.",
    fix: 'Rename or remove the file in the package that the message names, and publish a new version.',
  },
  NODE_CONTENT_DAMAGED: {
    kind: 'transient',
    exitCode: 74,
    summary: 'Files arrived damaged or incomplete on a host.',
    fix: "Nothing to do: they are uploaded again. If it goes on, check the host's disk.",
  },
  NODE_DISK_FULL: {
    kind: 'transient',
    exitCode: 74,
    summary: 'A host has no space left in its workdir.',
    fix: 'Free space on the host; it is tried again by itself.',
  },
  NODE_READ_ONLY: {
    kind: 'transient',
    exitCode: 74,
    summary: "A host's workdir cannot be written: its file system is mounted read-only.",
    fix: 'Look in `dmesg` on the host for errors of the disk, and mount it writable again; it is tried again by itself.',
  },
  NODE_STAGE_FAILED: {
    kind: 'transient',
    exitCode: 75,
    summary: 'A host could not fetch what a component needs, for example an image.',
    fix: 'Check that the host reaches the registry and that the image exists; it is tried again by itself.',
  },
  NODE_TRANSPORT_UNKNOWN: {
    kind: 'terminal',
    exitCode: 78,
    summary: 'No transport has this id.',
    fix: 'Use one of the transports that the message lists.',
  },
  NODE_RUNTIME_UNKNOWN: {
    kind: 'terminal',
    exitCode: 78,
    summary: 'No runtime has this id.',
    fix: 'Choose a deployment profile whose type the site supports; the message lists them.',
  },
  NODE_PROPERTIES_INVALID: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'The properties of a component are not what its runtime understands.',
    fix: "Correct the component's properties in margo.yaml and publish a new version.",
  },
  NODE_ENVIRONMENT_REFUSED: {
    kind: 'terminal',
    exitCode: 65,
    summary: 'A parameter would set an environment variable that steers the node itself.',
    fix: 'Give the parameter another pointer; names such as PATH, LD_*, DOCKER_* and COMPOSE_* are not for packages.',
  },
  NODE_SECRET_EXPOSED: {
    kind: 'terminal',
    exitCode: 77,
    summary: 'A compose file puts a secret where others than its application can read it.',
    fix: 'Let the variable of the secret stand below environment of a service alone, and publish a new version of the package.',
  },
  NODE_PRIVILEGE_REFUSED: {
    kind: 'terminal',
    exitCode: 77,
    summary: 'A component asks for more than the site allows.',
    fix: "Remove the request from the package, or grant it in the site's own LO configuration (guard).",
  },
  NODE_INTENT_INVALID: {
    kind: 'bug',
    exitCode: 70,
    summary: 'An intent holds a value that the runner would refuse.',
    fix: 'Please report this with the output of the command.',
  },
} as const satisfies Record<string, ErrorDefinition>;
