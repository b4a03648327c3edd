/** A file of a component's package, by path relative to the package's root. */
export interface ContentFile {
  readonly path: string;
  /** Permission bits as in Git: `0644`, or `0755` for an executable. */
  readonly mode: '0644' | '0755';
  /** Lower-case hex of the SHA-256 of the bytes. */
  readonly sha256: string;
  /** Size in bytes. */
  readonly size: number;
  read(): Promise<Uint8Array>;
}

/** A component as desired on one host, resolved: what a runtime turns into settings for the runner. */
export interface ComponentToRun {
  readonly site: string;
  readonly host: string;
  readonly applicationId: string;
  readonly deploymentId: string;
  readonly component: string;
  /** Id of the runtime. */
  readonly type: string;
  /** Version label of the application, for people. */
  readonly version: string;
  /** Component digest (`sha256:…`): the target. */
  readonly digest: string;
  /** Margo's properties of the component, as found in the desired state. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Parameter values by pointer. */
  readonly environment: Readonly<Record<string, string>>;
  /** Names in `environment` whose values are secrets: a runtime shows them to nobody, in no command line either. */
  readonly secrets?: readonly string[];
  /** The files that the component refers to. */
  readonly files: readonly ContentFile[];
}

/** Privileges that only LO's own configuration can grant to a component. */
export const guardAllowances = ['privileged', 'host-network', 'host-pid', 'container-socket'] as const;
export type GuardAllowance = (typeof guardAllowances)[number];

/** How much a component may do on the hosts of this site: from LO's configuration, never from Git. */
export interface RuntimeGuard {
  /** What is allowed besides the harmless. */
  readonly allow: readonly GuardAllowance[];
  /** Absolute folders of the host that containers may bind mount, with all that is below. */
  readonly bindMounts: readonly string[];
  /** Linux capabilities that may be added, as `NET_ADMIN` (capabilities(7), without `CAP_`). */
  readonly capabilities: readonly string[];
  /** Device files of the host that may be passed. */
  readonly devices: readonly string[];
}

/** Deadlines of one attempt, in seconds. */
export interface AttemptLimits {
  /** Applying: until the runtime's own command has ended. */
  readonly installSeconds: number;
  /** From then until the component must be healthy. */
  readonly healthSeconds: number;
  /** Stopping or removing. */
  readonly stopSeconds: number;
}

/** A component that passed its runtime's checks, ready to be staged and started. */
export interface PreparedComponent {
  readonly site: string;
  readonly host: string;
  readonly applicationId: string;
  readonly deploymentId: string;
  readonly component: string;
  readonly type: string;
  readonly version: string;
  /** Component digest (`sha256:…`). */
  readonly target: string;
  /** Digest of the files (`sha256:…`), see `computeContentDigest`. */
  readonly contentDigest: string;
  readonly files: readonly ContentFile[];
  /** The runtime's own values for its script, by upper-case name; arrive as shell variables, byte-equal. */
  readonly settings: Readonly<Record<string, string>>;
  /** The component's environment variables; arrive byte-equal. */
  readonly environment: Readonly<Record<string, string>>;
  readonly limits: AttemptLimits;
}

export interface RuntimeCapabilities {
  /** True when the node fetches something (images) in the staging phase. */
  readonly pullsOnStage: boolean;
  /** True when the platform itself restarts a component that ends, and after a boot. */
  readonly restartsByItself: boolean;
}

/**
 * What runs components of one type. The TypeScript half checks and prepares, on LO; the shell half acts and observes,
 * on the node, inside the runner.
 */
export interface Runtime {
  readonly id: string;
  /** One or two sentences for `lo help runtimes`. */
  readonly help: string;
  /** JSON Schema of the runtime's part of LO's configuration. */
  readonly configSchema: Readonly<Record<string, unknown>>;
  /** JSON Schema of the component properties that it understands. */
  readonly propertiesSchema: Readonly<Record<string, unknown>>;
  readonly capabilities: RuntimeCapabilities;
  /**
   * POSIX sh library with the functions `<id>_facts`, `<id>_stage`, `<id>_apply`, `<id>_remove`, `<id>_purge`,
   * `<id>_observe`, `<id>_find`; the contract is described at the head of `runner/runtime-process.sh`.
   */
  readonly script: string;
  /** Turns the runtime's part of LO's configuration into settings that its script sees in every verb. */
  hostSettings(config: Readonly<Record<string, unknown>>): Readonly<Record<string, string>>;
  /**
   * Checks properties, environment and files against the guard.
   * Throws a terminal ColoError: NODE_PROPERTIES_INVALID, NODE_ENVIRONMENT_REFUSED, NODE_PRIVILEGE_REFUSED,
   * NODE_CONTENT_INVALID.
   */
  prepare(component: ComponentToRun, guard: RuntimeGuard): Promise<PreparedComponent>;
}
