/** The watcher has seen where the branches of the infra repo are. */
export interface GitPolled {
  readonly kind: 'GitPolled';
  /** Commit of the branch that holds intent. */
  readonly main: string;
  /** Commit of the branch that CO writes events to. */
  readonly events: string | undefined;
}
