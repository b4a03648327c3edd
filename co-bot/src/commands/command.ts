/** An application on sites, as people name them in a command. */
export interface Scope {
  readonly application: string;
  /** Selector text; parsed by `parseSelector`. */
  readonly selector: string;
}

export interface DeployCommand {
  readonly verb: 'deploy';
  readonly application: string;
  /** Absent: the highest tagged version. */
  readonly version?: string;
  readonly selector: string;
  /** Parameter values by name, as typed. */
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
  /** Secrets of the sites by parameter name: their names, never their values. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Semantic version range within which automation may propose newer versions. */
  readonly track?: string;
}

export interface RollbackCommand {
  readonly verb: 'rollback';
  /** Absent: what the deploy of this issue or pull request changed. */
  readonly scope?: Scope;
  /** Commit (or its first characters) whose values come back; absent: those before the change. */
  readonly to?: string;
}

export interface RemoveCommand {
  readonly verb: 'remove';
  readonly scope: Scope;
  /** The data goes too, for good. */
  readonly purge?: true;
}

export interface HoldCommand {
  readonly verb: 'hold';
  readonly scope?: Scope;
  readonly reason?: string;
}

export interface ResumeCommand {
  readonly verb: 'resume';
  readonly scope?: Scope;
}

export interface StatusCommand {
  readonly verb: 'status';
  readonly scope?: Scope;
}

export interface RetryCommand {
  readonly verb: 'retry';
  readonly scope?: Scope;
}

export interface HelpCommand {
  readonly verb: 'help';
  readonly about?: Verb;
}

/** What people may ask CO for. */
export type Command =
  | DeployCommand
  | RollbackCommand
  | RemoveCommand
  | HoldCommand
  | ResumeCommand
  | StatusCommand
  | RetryCommand
  | HelpCommand;

export type Verb = Command['verb'];
