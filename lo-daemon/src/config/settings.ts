import type { Credential, SecretConfig } from '@colo/schemas/documents/lo-config';
import type { RuntimeGuard } from '../runtimes/runtime.ts';

/** Settings of one plugin, as the configuration file has them. */
export type PluginSettings = Readonly<Record<string, unknown>>;

export interface InfraSettings {
  /** `https://…`, `http://…`, `file://…` or an absolute path; never with a user or password in it. */
  readonly repository: string;
  /** `owner/name` on the forge, where it is known. */
  readonly name: string | undefined;
  readonly branch: string;
  readonly eventsBranch: string;
  readonly credential: Credential | undefined;
  readonly pollMs: number;
}

export interface ReporterSettings {
  readonly type: string;
  readonly settings: PluginSettings;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** LO's configuration with every default filled in and every unit a millisecond, unless the name says otherwise. */
export interface Settings {
  readonly site: string;
  readonly stateDir: string;
  readonly identityFile: string | undefined;
  readonly infra: InfraSettings;
  /** The address that the marks on hosts are made of: the first one, where the repo was renamed or moved since. */
  readonly markedAs: string;
  /** Hosts acted on at once. */
  readonly hostConcurrency: number;
  readonly drift: { readonly everyMs: number; readonly mode: 'heal' | 'report' };
  readonly retry: { readonly initialMs: number; readonly maxMs: number };
  /** A host's lease that was not renewed for so long, on the host's own clock, is free. No key of lo.yaml. */
  readonly leaseSeconds: number;
  readonly timeouts: {
    readonly connectMs: number;
    readonly installSeconds: number | undefined;
    readonly healthSeconds: number | undefined;
    /** How long what has no health check must stay up before it counts as installed. */
    readonly minReadySeconds: number;
  };
  readonly guard: {
    readonly runtimes: readonly string[];
    readonly runtime: RuntimeGuard;
    readonly removals: number | undefined;
    readonly rewind: boolean;
  };
  /** Secrets by name: where each comes from, and who may have it. */
  readonly secrets: Readonly<Record<string, SecretConfig>>;
  readonly secretIdentityFile: string | undefined;
  readonly transports: Readonly<Record<string, PluginSettings>>;
  readonly runtimes: Readonly<Record<string, PluginSettings>>;
  readonly hosts: Readonly<
    Record<
      string,
      { readonly runtimes?: Readonly<Record<string, PluginSettings>>; readonly transport?: PluginSettings }
    >
  >;
  readonly reporters: readonly ReporterSettings[];
  readonly wake: { readonly port: number | undefined; readonly secret: Credential | undefined };
  readonly logLevel: LogLevel;
}
