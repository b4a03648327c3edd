/** A person's (or a site's) view of the forge's REST API. */
export interface ForgeUser {
  readonly login: string;
  call(method: string, path: string, body?: object): Promise<unknown>;
  openIssue(body: string, title?: string): Promise<number>;
  comment(number: number, body: string): Promise<number>;
  editComment(id: number, body: string): Promise<void>;
  merge(number: number): Promise<string>;
  openPull(branch: string, title: string): Promise<number>;
  setStatus(commit: string, context: string, state: string, description?: string): Promise<void>;
}

/** What tests read of issues, comments, pull requests and statuses; a trust boundary: the forge is under test itself. */
export interface IssueView {
  readonly number: number;
  readonly state: string;
  readonly state_reason: string | null;
  readonly pull_request?: object;
}
export interface CommentView {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string };
}
export interface PullView {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: string;
  readonly merged_at: string | null;
  readonly head: { readonly ref: string; readonly sha: string };
}
export interface StatusView {
  readonly context: string;
  readonly state: string;
  readonly description: string;
  readonly creator: { readonly login: string };
}
export interface ReviewCommentView {
  readonly id: number;
  readonly path: string;
  readonly line?: number | null;
  readonly subject_type: string;
  readonly commit_id: string;
  readonly in_reply_to_id?: number;
  readonly body: string;
  readonly user: { readonly login: string };
}
export interface ReactionView {
  readonly content: string;
  readonly user: { readonly login: string };
}

/** Signs in to the forge at `base` for one repository. */
export function signIn(base: string, repository: string, login: string, token: string): ForgeUser {
  async function call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${base}/repos/${repository}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
  async function callFor<View>(method: string, path: string, body?: object): Promise<View> {
    // trust boundary: the forge answers in GitHub's form, which its own tests check
    return (await call(method, path, body)) as View;
  }
  return {
    login,
    call,
    openIssue: async (body, title = 'Deploy') =>
      (await callFor<IssueView>('POST', '/issues', { title, body })).number,
    comment: async (number, body) =>
      (await callFor<CommentView>('POST', `/issues/${number}/comments`, { body })).id,
    editComment: async (id, body) => {
      await call('PATCH', `/issues/comments/${id}`, { body });
    },
    merge: async (number) => (await callFor<{ sha: string }>('PUT', `/pulls/${number}/merge`, {})).sha,
    openPull: async (branch, title) =>
      (await callFor<PullView>('POST', '/pulls', { title, head: branch, base: 'main', body: '' })).number,
    setStatus: async (commit, context, state, description = '') => {
      await call('POST', `/statuses/${commit}`, { context, state, description });
    },
  };
}

/** Reads a list or an object of the forge in the form a test expects. */
export async function view<View>(user: ForgeUser, path: string): Promise<View> {
  // trust boundary: see callFor
  return (await user.call('GET', path)) as View;
}
