/** The operator's view of the forge by REST, to assert from outside. Bodies are `unknown` until a step has looked. */
export interface GithubClient {
  get(path: string): Promise<unknown>;
  send(
    method: 'POST' | 'PUT' | 'PATCH',
    path: string,
    body: object,
  ): Promise<{ readonly status: number; readonly body: unknown }>;
}

export function createGithubClient(url: string, token: string): GithubClient {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json' };
  return {
    async get(path) {
      const response = await fetch(`${url}${path}`, { headers });
      if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    async send(method, path, body) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    },
  };
}
