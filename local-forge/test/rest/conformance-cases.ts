import { makeAppToken } from '../support/app-token.ts';
import { call, digNumber, digText, type Reply } from '../support/call.ts';
import { git } from '../support/git.ts';
import { pushFiles, type TestForge } from '../support/start-test-forge.ts';

/** One call of one operation, really over HTTP. */
interface Case {
  /** `METHOD template`, as the route table names it. */
  readonly operation: string;
  /** The path below the template, filled in. */
  readonly path: string;
  readonly token: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
}

type Run = (next: Case) => Promise<Reply>;

const R = '/repos/{owner}/{repo}';
const I = '/repos/acme/infra';

/** Plays every operation of the route table once or more, in an order that makes what the next one needs. */
export async function playCases(test: TestForge, run: Run): Promise<void> {
  const { token } = test;
  const jwt = makeAppToken(test.app.appId, test.app.privateKey);
  const bot = await test.appToken();
  const get = (template: string, path: string, as: string | undefined = token): Promise<Reply> =>
    run({ operation: `GET ${template}`, path, token: as, status: 200 });

  await playAccounts();
  await playGit();
  const issue = await playIssues();
  await playComments(issue);
  await playPulls();
  await playDeliveries();

  async function playAccounts(): Promise<void> {
    await get('/rate_limit', '/rate_limit', undefined);
    await get('/user', '/user');
    await get('/users/{username}', '/users/colo%5Bbot%5D');
    await get('/app', '/app', jwt);
    await get('/app/installations', '/app/installations', jwt);
    const one = `/app/installations/${test.installationId}`;
    await get('/app/installations/{installation_id}', one, jwt);
    await run({
      operation: 'POST /app/installations/{installation_id}/access_tokens',
      path: `${one}/access_tokens`,
      token: jwt,
      body: { repositories: ['infra'], permissions: { contents: 'read' } },
      status: 201,
    });
    test.forge.createTeam('acme', 'operators', ['ada']);
    const membership = '/orgs/{org}/teams/{team_slug}/memberships/{username}';
    await get(membership, '/orgs/acme/teams/operators/memberships/ada');
    await get(`${R}/installation`, `${I}/installation`, jwt);
    await get('/installation/repositories', '/installation/repositories', bot);
    await run({
      operation: 'POST /user/repos',
      path: '/user/repos',
      token,
      body: { name: 'own' },
      status: 201,
    });
    test.forge.setPermission('acme/infra', 'ada', 'admin');
    const body = { name: 'registry', private: true, description: 'apps' };
    await run({ operation: 'POST /orgs/{org}/repos', path: '/orgs/acme/repos', token, body, status: 201 });
    await get(R, I);
    await run({ operation: `PATCH ${R}`, path: I, token, body: { description: 'fleet' }, status: 200 });
    test.forge.setPermission('acme/infra', 'ada', 'write');
    await get(`${R}/branches/{branch}`, `${I}/branches/main`);
    await get(`${R}/collaborators/{username}/permission`, `${I}/collaborators/ada/permission`, bot);
  }

  async function playGit(): Promise<void> {
    const main = digText((await get(`${R}/git/ref/{ref}`, `${I}/git/ref/heads/main`)).body, 'object', 'sha');
    await get(`${R}/git/matching-refs/{ref}`, `${I}/git/matching-refs/heads/ma`);
    const commit = await get(`${R}/git/commits/{commit_sha}`, `${I}/git/commits/${main}`);
    const tree = digText(commit.body, 'tree', 'sha');
    await get(`${R}/git/trees/{tree_sha}`, `${I}/git/trees/${tree}?recursive=1`);
    const blob = await post('git/blobs', { content: 'aGVsbG8K', encoding: 'base64' });
    const sha = digText(blob.body, 'sha');
    await get(`${R}/git/blobs/{file_sha}`, `${I}/git/blobs/${sha}`);
    const entries = [
      { path: 'sites/berlin/site.yaml', mode: '100644', type: 'blob', content: 'labels: {}\n' },
      { path: 'hello', mode: '100755', type: 'blob', sha },
    ];
    const made = await post('git/trees', { base_tree: tree, tree: entries });
    const author = { name: 'Ada', email: 'ada@example.org', date: '2026-01-02T03:04:05Z' };
    const next = await post('git/commits', {
      message: 'Add a site',
      tree: digText(made.body, 'sha'),
      parents: [main],
      author,
    });
    const head = digText(next.body, 'sha');
    await post('git/refs', { ref: 'refs/heads/site', sha: head });
    await post('git/refs', { ref: 'refs/heads/gone', sha: main });
    const operation = `PATCH ${R}/git/refs/{ref}`;
    await run({ operation, path: `${I}/git/refs/heads/gone`, token, body: { sha: head }, status: 200 });
    await run({
      operation: `DELETE ${R}/git/refs/{ref}`,
      path: `${I}/git/refs/heads/gone`,
      token,
      status: 204,
    });
    await get(`${R}/contents/{path}`, `${I}/contents/sites/berlin/site.yaml?ref=site`);
    await get(`${R}/contents/{path}`, `${I}/contents/sites?ref=site`);
    await get(`${R}/contents/{path}`, `${I}/contents/?ref=site`);
    await get(`${R}/commits`, `${I}/commits?sha=site&path=sites&per_page=1`);
    await get(`${R}/commits/{ref}`, `${I}/commits/site`);
    await get(`${R}/compare/{basehead}`, `${I}/compare/main...site`);
    const status = { state: 'success', context: 'lo/berlin/edge-01/hello', description: 'installed' };
    await run({
      operation: `POST ${R}/statuses/{sha}`,
      path: `${I}/statuses/${head}`,
      token,
      body: status,
      status: 201,
    });
    await get(`${R}/commits/{ref}/status`, `${I}/commits/site/status`);
    await get(`${R}/commits/{ref}/statuses`, `${I}/commits/${head}/statuses`);
  }

  function post(path: string, body: unknown, as = token, status = 201): Promise<Reply> {
    return run({ operation: `POST ${R}/${path}`, path: `${I}/${path}`, token: as, body, status });
  }

  async function playIssues(): Promise<number> {
    const opened = await post(
      'issues',
      { title: 'Deploy hello', body: '/deploy hello', labels: ['deploy'] },
      bot,
    );
    const number = digNumber(opened.body, 'number');
    const template = `${R}/issues/{issue_number}`;
    const path = `${I}/issues/${number}`;
    const patch = (body: unknown): Promise<Reply> =>
      run({ operation: `PATCH ${template}`, path, token, body, status: 200 });
    await get(`${R}/issues`, `${I}/issues?state=all&labels=deploy&creator=app/colo`);
    await get(template, path);
    await patch({ body: '/deploy hello to berlin', title: 'Deploy hello to berlin' });
    await patch({ state: 'closed', state_reason: 'completed' });
    await patch({ state: 'open' });
    await get(`${template}/labels`, `${path}/labels`);
    const labels = { labels: ['urgent'] };
    await run({
      operation: `POST ${template}/labels`,
      path: `${path}/labels`,
      token,
      body: labels,
      status: 200,
    });
    await run({
      operation: `DELETE ${template}/labels/{name}`,
      path: `${path}/labels/deploy`,
      token,
      status: 200,
    });
    await run({
      operation: `PUT ${template}/labels`,
      path: `${path}/labels`,
      token,
      body: labels,
      status: 200,
    });
    await playReactions(template, path);
    return number;
  }

  async function playReactions(template: string, path: string): Promise<void> {
    const operation = `POST ${template}/reactions`;
    const body = { content: 'eyes' };
    const made = await run({ operation, path: `${path}/reactions`, token: bot, body, status: 201 });
    await run({ operation, path: `${path}/reactions`, token: bot, body, status: 200 });
    await get(`${template}/reactions`, `${path}/reactions?content=eyes`);
    await run({
      operation: `DELETE ${template}/reactions/{reaction_id}`,
      path: `${path}/reactions/${digNumber(made.body, 'id')}`,
      token: bot,
      status: 204,
    });
  }

  async function playComments(issue: number): Promise<void> {
    const template = `${R}/issues/{issue_number}/comments`;
    const path = `${I}/issues/${issue}/comments`;
    const body = { body: 'Working on it' };
    const made = await run({ operation: `POST ${template}`, path, token: bot, body, status: 201 });
    await get(template, path);
    await get(`${R}/issues/comments`, `${I}/issues/comments?sort=updated&direction=desc`);
    const one = `${I}/issues/comments/${digNumber(made.body, 'id')}`;
    const oneTemplate = `${R}/issues/comments/{comment_id}`;
    await get(oneTemplate, one);
    await run({
      operation: `PATCH ${oneTemplate}`,
      path: one,
      token: bot,
      body: { body: 'Done' },
      status: 200,
    });
    await playReactions(oneTemplate, one);
    await run({ operation: `DELETE ${oneTemplate}`, path: one, token: bot, status: 204 });
  }

  async function playPulls(): Promise<void> {
    await pushFiles(test, 'change', { 'change.txt': 'a\n' });
    const opened = await post('pulls', { title: 'Change', head: 'change', base: 'main', body: 'why' });
    const number = digNumber(opened.body, 'number');
    const template = `${R}/pulls/{pull_number}`;
    const path = `${I}/pulls/${number}`;
    const patch = (body: unknown): Promise<Reply> =>
      run({ operation: `PATCH ${template}`, path, token, body, status: 200 });
    await get(`${R}/pulls`, `${I}/pulls?head=acme:change&base=main&state=open`);
    await get(template, path);
    await patch({ title: 'Change it', body: 'because' });
    await patch({ state: 'closed' });
    await patch({ state: 'open' });
    const sha = await pushFiles(test, 'change', { 'change.txt': 'b\n' });
    await run({
      operation: `POST ${R}/issues/{issue_number}/labels`,
      path: `${I}/issues/${number}/labels`,
      token,
      body: { labels: ['deploy'] },
      status: 200,
    });
    await get(`${template}/files`, `${path}/files`);
    await get(`${template}/commits`, `${path}/commits`);
    const comment = { body: 'here', path: 'change.txt', commit_id: sha, line: 1, side: 'RIGHT' };
    const remark = (body: object, status: number): Promise<Reply> =>
      run({ operation: `POST ${template}/comments`, path: `${path}/comments`, token, body, status });
    const made = await remark(comment, 201);
    await remark({ body: 'the file', path: 'change.txt', commit_id: sha, subject_type: 'file' }, 201);
    await remark({ ...comment, line: 9 }, 422);
    await get(`${template}/comments`, `${path}/comments`);
    const id = digNumber(made.body, 'id');
    const remarkTemplate = `${R}/pulls/comments/{comment_id}`;
    const remarkPath = `${I}/pulls/comments/${id}`;
    await get(remarkTemplate, remarkPath);
    const edit = { body: 'there' };
    await run({ operation: `PATCH ${remarkTemplate}`, path: remarkPath, token, body: edit, status: 200 });
    await run({ operation: `DELETE ${remarkTemplate}`, path: remarkPath, token, status: 204 });
    await run({ operation: `PUT ${template}/merge`, path: `${path}/merge`, token, body: {}, status: 200 });
    await run({ operation: `GET ${template}/merge`, path: `${path}/merge`, token, status: 204 });
    await get(template, path);
    await get(`${R}/issues`, `${I}/issues?state=closed`);
    await git(test.clone, 'push', '-q', 'origin', '--delete', 'change');
  }

  async function playDeliveries(): Promise<void> {
    await test.forge.idle();
    const all = await get('/app/hook/deliveries', '/app/hook/deliveries?per_page=5', jwt);
    const one = `/app/hook/deliveries/${digNumber(all.body, 0, 'id')}`;
    const template = '/app/hook/deliveries/{delivery_id}';
    await get(template, one, jwt);
    await run({ operation: `POST ${template}/attempts`, path: `${one}/attempts`, token: jwt, status: 202 });
    await test.forge.idle();
  }
}

/** Sends a case. */
export function callCase(url: string, { operation, path, token, body, headers }: Case): Promise<Reply> {
  const method = operation.slice(0, operation.indexOf(' '));
  return call(url, method, path, { token, body, ...(headers === undefined ? {} : { headers }) });
}
