/** Where a repository is fetched from and pushed to. */
export interface Remote {
  readonly url: string;
  /** A fresh token for each use; installation tokens live an hour. */
  readToken(): Promise<string>;
}

/**
 * The credential as git configuration, for the environment only (never argv): it is sent to this URL and to no other.
 */
export async function authorize(remote: Remote): Promise<readonly (readonly [string, string])[]> {
  return [[`http.${remote.url}.extraHeader`, `Authorization: ${await authorizationOf(remote)}`]];
}

/** The credential as the value of an `Authorization` header. GitHub takes the token as the password of `x-access-token`. */
export async function authorizationOf(remote: Remote): Promise<string> {
  const token = await remote.readToken();
  return `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
}
