/** A host as a transport sees it. All text was checked by the inventory's schema before it gets here. */
export interface HostTarget {
  readonly site: string;
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** Pinned keys, each `<type> <base64>` as in a known_hosts line. Empty: the host is refused. */
  readonly hostKeys: readonly string[];
  /** Private key file; absent: the transport's own default (ssh-agent). */
  readonly identityFile?: string;
}

export interface ExecRequest {
  /** A POSIX shell command: fixed text, built only from quoted, checked parts. */
  readonly command: string;
  readonly stdin?: AsyncIterable<Uint8Array> | Uint8Array;
  /** Deadline of the whole execution, opening of the channel included, in milliseconds. */
  readonly timeoutMs: number;
  /** Bytes kept of stdout, and of stderr; what is beyond is read and dropped, and `truncated` says so. */
  readonly maxOutputBytes: number;
  readonly signal?: AbortSignal;
}

export type UnknownReason = 'dropped' | 'timed-out' | 'aborted';

/**
 * How an execution ended. `unknown` means that no exit status arrived: the command may have done nothing, a part, or
 * all of its work, and may still be running.
 */
export type ExecResult =
  | {
      readonly kind: 'exited';
      readonly code: number;
      readonly stdout: Uint8Array;
      readonly stderr: Uint8Array;
      readonly truncated: boolean;
    }
  | {
      readonly kind: 'unknown';
      readonly reason: UnknownReason;
      readonly stdout: Uint8Array;
      readonly stderr: Uint8Array;
      readonly truncated: boolean;
    };

/** An open way to one host. Executions may overlap; the connection bounds how many do. */
export interface Connection {
  exec(request: ExecRequest): Promise<ExecResult>;
  readonly closed: boolean;
  /** What the other side does in its own way and people should know of, as sentences; nothing is wrong because of it. */
  readonly notice?: string | undefined;
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** Deadline of connect, key exchange and authentication together, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** The transport's part of LO's configuration, already checked against `configSchema`. */
  readonly config?: Readonly<Record<string, unknown>>;
}

export interface TransportCapabilities {
  /** True when hosts are other machines, which can be unreachable, and host keys are checked. */
  readonly remote: boolean;
  /** True when OpenSSH user certificates can authenticate. */
  readonly userCertificates: boolean;
}

/**
 * How LO reaches a host. `connect` throws a ColoError: NODE_UNREACHABLE (transient), NODE_AUTH_FAILED, NODE_SECOND_FACTOR,
 * NODE_HOST_KEY_UNKNOWN, NODE_HOST_KEY_CHANGED, NODE_IDENTITY_UNUSABLE (terminal for that host). So does an execution that
 * needs another connection, and NODE_SESSION_REFUSED: then its command did not run.
 */
export interface Transport {
  readonly id: string;
  /** One or two sentences for `lo help transports`. */
  readonly help: string;
  /** JSON Schema of the transport's part of LO's configuration. */
  readonly configSchema: Readonly<Record<string, unknown>>;
  readonly capabilities: TransportCapabilities;
  connect(target: HostTarget, options: ConnectOptions): Promise<Connection>;
}
