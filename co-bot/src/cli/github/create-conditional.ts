import { RequestError } from '@octokit/request-error';
import { callGitHub } from '../../github/call-github.ts';

/** What Octokit answers, as far as this needs it. */
interface Answer<T> {
  readonly data: T;
  readonly headers: { readonly etag?: string | undefined };
}

/**
 * A read that is repeated: it sends the ETag of the last answer, and an unchanged one (304) costs nothing of the rate
 * limit (GitHub docs, "Conditional requests").
 *
 * @param what what is read, as the end of "asked to …"
 * @param call makes the request with these headers
 */
export function createConditional<T>(
  what: string,
  call: (headers: Readonly<Record<string, string>>) => Promise<Answer<T>>,
): () => Promise<T> {
  let known: { readonly etag: string; readonly data: T } | undefined;
  return () =>
    callGitHub(what, async () => {
      try {
        const { data, headers } = await call(known === undefined ? {} : { 'if-none-match': known.etag });
        known = headers.etag === undefined ? undefined : { etag: headers.etag, data };
        return data;
      } catch (error) {
        if (known !== undefined && error instanceof RequestError && error.status === 304) return known.data;
        throw error;
      }
    });
}
