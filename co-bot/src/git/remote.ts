/** Where a repository is fetched from and pushed to. */
export interface Remote {
  readonly url: string;
  /** A fresh token for each use; installation tokens live an hour. */
  readToken(): Promise<string>;
}

/**
 * The credential as git configuration, for the environment only (never argv): it is sent to this URL and to no other.
 * GitHub takes an installation token as the password of `x-access-token`.
 */
export async function authorize(remote: Remote): Promise<readonly (readonly [string, string])[]> {
  const token = await remote.readToken();
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return [[`http.${remote.url}.extraHeader`, `Authorization: Basic ${basic}`]];
}
