/**
 * What answers on the host: OpenSSH's own server, the ssh2 package's where that is not installed, or tinyssh's, which opens one
 * channel in the life of a connection and answers no keepalive. Needs root: it knows no other folder of keys than the user's.
 */
export type EdgeHostKind = 'sshd' | 'ssh2' | 'tinysshd';

export interface EdgeHostOptions {
  readonly name: string;
  /** Folder for everything of this host; one folder below it is made, called by the name. */
  readonly root: string;
  /** Public key (`ssh-ed25519 AAAA…`) that may log in. */
  readonly authorizedKey: string;
  /** Default: `sshd` where it is installed. */
  readonly kind?: EdgeHostKind;
  /** Gives it processes, a `/run` and a boot of its own, so that it can be rebooted. Needs root and sshd. */
  readonly isolated?: boolean;
  /** Program that commands are given to as `SHELL -c COMMAND`. Default: the user's own, for the package's server sh. */
  readonly shell?: string;
  /** Lines of sshd_config that take the place of the rig's own. For `sshd` alone. */
  readonly config?: readonly string[];
  /** Answers no keepalive. For `ssh2` alone. */
  readonly mute?: boolean;
}

/** An edge host on 127.0.0.1 with its own SSH server, keys and folders; its processes are those of this machine. */
export interface EdgeHost {
  readonly name: string;
  readonly kind: EdgeHostKind;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** The key to pin: `ssh-ed25519 AAAA…`. */
  readonly hostKey: string;
  /** Folder for LO's runner. */
  readonly workdir: string;
  /** Folder that sessions have as HOME. */
  readonly home: string;
  /** Ends the server and its sessions, in order; what commands have detached lives on. */
  stop(): Promise<void>;
  /** Ends the server, and every process of an isolated host, for good. */
  end(): Promise<void>;
  /** Starts the server again on the same port. */
  start(): Promise<void>;
  /** SIGKILLs the server and its sessions in mid command, as when the power of the link fails. */
  killSessions(): Promise<void>;
  /** Ends every process of an isolated host at once and boots it again, with another boot id; its SSH server is started. */
  reboot(): Promise<void>;
  /** Gives the host another key, as when it was installed anew, and starts it again if it was running. */
  changeHostKey(): Promise<void>;
}

/** One running SSH server; `EdgeHost` is made of these. */
export interface SshServer {
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** What both kinds of server need to know. */
export interface SshServerOptions {
  readonly folder: string;
  readonly home: string;
  readonly port: number;
  readonly user: string;
  readonly authorizedKey: string;
  /** Private host key, OpenSSH format. */
  readonly hostKeyFile: string;
  /** A command before the server's that says where it runs. */
  readonly enter?: readonly string[];
  readonly shell?: string;
  readonly config?: readonly string[];
  readonly mute?: boolean;
}
