import type { IncomingHttpHeaders } from 'node:http';
import type { Actor } from '../auth/actor.ts';
import type { Level, Repository, Role } from '../store/types.ts';
import type { World } from '../world.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** A REST request after routing, before a handler sees it. */
export interface ApiRequest {
  readonly world: World;
  readonly actor: Actor;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The address as asked, for Link headers. */
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly method: string;
  /** The JSON object of the body; empty when there is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface RepositoryRequest extends ApiRequest {
  readonly repository: Repository;
}

export interface Answer {
  readonly status: number;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly raw?: { readonly type: string; readonly bytes: Buffer };
  readonly headers?: Readonly<Record<string, string>>;
}

/** Who may call a route. `repository` routes also hide private repositories behind 404. */
export type Access =
  | { readonly for: 'anyone' | 'signed-in' | 'app' | 'installation' }
  | {
      readonly for: 'repository';
      readonly permissions: readonly string[];
      readonly level: Level;
      readonly role: Role;
    };

/** One operation of GitHub's OpenAPI description: `path` is its template. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly access: Access;
  readonly handle: (request: ApiRequest) => Answer | Promise<Answer>;
}
