import type { App, Grant, Installation, Issue, IssueComment, Repository, User } from './types.ts';

/** Everything that is not in a bare repository. It lives as long as the process. */
export interface Store {
  readonly users: Map<string, User>;
  readonly usersById: Map<number, User>;
  readonly repositories: Map<string, Repository>;
  /** Full names by former full name, in lower case. */
  readonly formerNames: Map<string, string>;
  readonly repositoriesById: Map<number, Repository>;
  /** Logins of the members of a team, by `org/slug` in lower case. */
  readonly teams: Map<string, ReadonlySet<string>>;
  readonly apps: Map<number, App>;
  readonly installations: Map<number, Installation>;
  readonly grants: Map<string, Grant>;
  /** Issues and comments by node id, for GraphQL. */
  readonly nodes: Map<string, Issue | IssueComment>;
  /** Numbers are never given twice, whatever the kind. */
  nextId(): number;
}

export function createStore(): Store {
  let lastId = 1000;
  return {
    users: new Map(),
    usersById: new Map(),
    repositories: new Map(),
    formerNames: new Map(),
    repositoriesById: new Map(),
    teams: new Map(),
    apps: new Map(),
    installations: new Map(),
    grants: new Map(),
    nodes: new Map(),
    nextId() {
      lastId += 1;
      return lastId;
    },
  };
}
