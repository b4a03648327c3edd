import type { Level, Permissions, Role, UserType } from './store/types.ts';

/** One line of the forge's log: a REST or git request answered, or a webhook sent. */
export interface ForgeLogEntry {
  readonly at: string;
  readonly kind: 'rest' | 'git' | 'webhook';
  /** HTTP method, or the event's name. */
  readonly method: string;
  /** Path with query, or the address of the receiver; never a token. */
  readonly path: string;
  readonly status: number;
  /** Login, `app:<slug>` or `anonymous`. */
  readonly actor: string;
}

/** One attempt to deliver one webhook to one app. */
export interface Delivery {
  readonly id: number;
  /** X-GitHub-Delivery; a redelivery keeps it. */
  readonly guid: string;
  readonly appId: number;
  readonly installationId: number;
  readonly repositoryId: number;
  readonly event: string;
  readonly action: string | undefined;
  readonly redelivery: boolean;
  readonly deliveredAt: Date;
  /** Seconds. */
  readonly duration: number;
  readonly status: string;
  /** HTTP status of the receiver; 0 while under way, 502 when nothing answered. */
  readonly statusCode: number;
  readonly request: DeliveryRequest;
  readonly response: {
    readonly headers: Readonly<Record<string, string>>;
    readonly payload: string;
  };
}

export interface DeliveryRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes that were signed. */
  readonly body: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What a fault decides upon. `n` counts deliveries from 1. */
export interface DeliveryFacts {
  readonly guid: string;
  readonly appId: number;
  readonly event: string;
  readonly action: string | undefined;
  readonly redelivery: boolean;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Answers matching REST requests in GitHub's stead, `times` times. */
export interface RestFault {
  /** HTTP method; every method when absent. */
  readonly method?: string;
  /** Text that the path contains, or a pattern for it (path without query, without `/api/v3`). */
  readonly path?: string | RegExp;
  /** The status to answer; absent: only the delay. 403 and 429 speak of the secondary rate limit. */
  readonly status?: number;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default 1; `Infinity` for always. */
  readonly times?: number;
  /** Milliseconds before the answer. */
  readonly delayMs?: number;
  /** True: the request takes effect first and only its answer is lost. */
  readonly afterEffect?: boolean;
}

/** Deterministic faults for tests. */
export interface ForgeFaults {
  /** True: the delivery is logged as failed and never sent. */
  readonly dropDelivery?: (delivery: DeliveryFacts, n: number) => boolean;
  /** True: the delivery is sent twice with the same GUID. */
  readonly duplicateDelivery?: (delivery: DeliveryFacts, n: number) => boolean;
  readonly rest?: readonly RestFault[];
}

export interface ForgeOptions {
  /** Folder for the bare repositories; `<root>/<owner>/<name>.git`. */
  readonly root: string;
  readonly host?: '127.0.0.1';
  /** 0: any free port. */
  readonly port?: number;
  readonly log?: (entry: ForgeLogEntry) => void;
  readonly now?: () => Date;
  readonly faults?: ForgeFaults;
}

export interface TokenOptions {
  /** The token's text; made up when absent. */
  readonly token?: string;
  /** Narrows the token, as a fine-grained personal access token does. Absent: all that its user may do. */
  readonly permissions?: Permissions;
  /** Full names; absent: every repository of its user. */
  readonly repositories?: readonly string[];
}

export interface UserHandle {
  readonly login: string;
  readonly token: string;
}

export interface RepositoryHandle {
  readonly fullName: string;
  /** The bare repository on disk. */
  readonly path: string;
  readonly cloneUrl: string;
}

export interface AppOptions {
  readonly appId: number;
  readonly slug: string;
  /** Login of the account that owns the app; default: an account named as the slug is made. */
  readonly owner?: string;
  /** PEM; a key pair is made when absent. */
  readonly privateKey?: string;
  readonly webhookUrl?: string;
  readonly webhookSecret: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
}

export interface AppHandle {
  readonly appId: number;
  readonly slug: string;
  /** PEM (PKCS #8). */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** `<slug>[bot]`. */
  readonly botLogin: string;
}

export interface CommitFilesOptions {
  /** Full name. */
  readonly repository: string;
  /** Who is said to have pushed. */
  readonly login: string;
  /** Begins at the default branch where there is none of that name. Default: the default branch. */
  readonly branch?: string;
  readonly message: string;
  /** Texts by path; undefined deletes a file, or a folder with all that is in it. */
  readonly files: Readonly<Record<string, string | undefined>>;
  /** Author and committer; `date` is ISO 8601 in whole seconds, with a trailing Z. */
  readonly author: { readonly name: string; readonly email: string; readonly date: string };
}

export interface Forge {
  /** REST base address (also `<url>/api/v3`), and the root of git addresses: `<url>/<owner>/<name>.git`. */
  readonly url: string;
  createUser(login: string, options?: { readonly token?: string; readonly type?: UserType }): UserHandle;
  addToken(login: string, options?: TokenOptions): string;
  /** From now on the token is refused with 401, as one that has expired or was revoked. */
  revokeToken(token: string): void;
  createRepository(options: {
    readonly owner: string;
    readonly name: string;
    readonly defaultBranch?: string;
    readonly private?: boolean;
    readonly description?: string;
  }): Promise<RepositoryHandle>;
  /**
   * Commits files as a push from a clone would, with its webhooks, but without a clone, a process or a question whether
   * that person may. Resolves to the commit's id.
   */
  commitFiles(options: CommitFilesOptions): Promise<string>;
  setPermission(fullName: string, login: string, role: Role): void;
  /** As after a rename: who asks for the former full name is sent to the present one. */
  addFormerName(fullName: string, former: string): void;
  createApp(options: AppOptions): AppHandle;
  /** Makes a team of an organisation, or gives it other members. */
  createTeam(organization: string, slug: string, members: readonly string[]): void;
  /** Installs an app on an account; returns the installation's id. */
  installApp(appId: number, owner: string, repositories?: readonly string[] | 'all'): number;
  setWebhookUrl(appId: number, url: string | undefined): void;
  /** Every delivery so far, oldest first. */
  deliveries(): readonly Delivery[];
  /** Sends a logged delivery again, with the same GUID and body. */
  redeliver(guidOrId: string | number): Promise<void>;
  protectBranch(
    fullName: string,
    branch: string,
    options: { readonly requiredStatusChecks?: readonly string[] },
  ): void;
  setFaults(faults: ForgeFaults): void;
  /** Resolves when no webhook delivery is queued or under way. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export type { Level, Permissions, Role, UserType };
