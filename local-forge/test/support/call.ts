export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined when it is empty or not JSON. */
  readonly body: unknown;
}

interface CallOptions {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one request to a forge, as any client would. */
export async function call(
  url: string,
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<Reply> {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.startsWith('application/json') === true && text !== '';
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: json ? JSON.parse(text) : undefined,
  };
}

/** Walks into a JSON value by keys; undefined where there is nothing. */
export function dig(value: unknown, ...keys: (string | number)[]): unknown {
  let at: unknown = value;
  for (const key of keys) {
    at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined;
  }
  return at;
}

/** The same for a text that must be there. */
export function digText(value: unknown, ...keys: (string | number)[]): string {
  const found = dig(value, ...keys);
  if (typeof found !== 'string') {
    throw new TypeError(`no text at ${keys.join('.')}`);
  }
  return found;
}

/** The same for a number that must be there. */
export function digNumber(value: unknown, ...keys: (string | number)[]): number {
  const found = dig(value, ...keys);
  if (typeof found !== 'number') {
    throw new TypeError(`no number at ${keys.join('.')}`);
  }
  return found;
}
