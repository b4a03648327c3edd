import { appendFile, cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { type InfraForge, startInfraForge } from '../infra-forge.ts';
import { until } from '../node/node-rig.ts';
import { runLo, startLo } from './lo-process.ts';
import { type AppWish, createSiteRig, type SiteRig } from './site-rig.ts';

// Real installs, several of them one after the other.
t.setTimeout(600_000);

interface ReportedSite {
  readonly rig: SiteRig;
  readonly server: InfraForge;
  /** From now on reports are sent with a token of their own. @returns it */
  renewToken(): Promise<string>;
  /** Commits a desired state, also to the forge. */
  publish(apps: readonly AppWish[]): Promise<string>;
  /** The newest status of an application on a commit, as the forge has it. */
  read(commit: string, applicationId: string): Promise<string>;
}

/** A site whose reports go to a forge, by a token of their own. */
async function createReportedSite(t: Test): Promise<ReportedSite> {
  const server = await startInfraForge(t);
  const tokenFile = join(t.testdir(), 'token');
  const renewToken = async () => {
    const token = server.forge.addToken('lo-bot');
    await writeFile(tokenFile, token, { mode: 0o600 });
    return token;
  };
  const settings = { apiUrl: server.forge.url, credential: { file: tokenFile } };
  await renewToken();
  const rig = await createSiteRig(t, {
    config: { reporters: [{ type: 'github-status', settings }, { type: 'log' }] },
  });
  return {
    rig,
    server,
    renewToken,
    async publish(apps) {
      const commit = await rig.want(apps);
      await rig.infra.git('push', '-q', server.infra.path, 'HEAD:main');
      return commit;
    },
    async read(commit, applicationId) {
      const context = `lo/eu/berlin/edge-01/${applicationId}`;
      const newest = (await server.listStatuses(commit)).find((status) => status.context === context);
      return newest === undefined ? 'nothing' : `${newest.state} ${newest.description}`;
    },
  };
}

function app(applicationId: string, version: string): AppWish {
  return { applicationId, version };
}

t.test('older state that is put back changes no word about what has come to an end', async (t) => {
  const { rig, server, publish, read } = await createReportedSite(t);
  const copy = join(rig.root, 'copy');
  await publish([app('a', '1.0'), app('b', '1.0')]);
  t.equal(await rig.once(), 'converged');
  await cp(rig.settings.stateDir, copy, { recursive: true });
  const commits: string[] = [];
  for (const apps of [
    [app('a', '2.0'), app('b', '1.0')],
    [app('a', '3.0'), app('b', '1.0')],
    [app('a', '3.0'), app('b', '2.0')],
  ]) {
    commits.push(await publish(apps));
    t.equal(await rig.once(), 'converged');
  }
  const [first = '', second = '', third = ''] = commits;
  const readAll = () => Promise.all([read(first, 'a'), read(second, 'a'), read(third, 'b')]);
  const before = await readAll();
  t.match(before, [/^success installed 2\.0/, /^success installed 3\.0/, /^success installed 2\.0/]);
  const starts = await rig.starts();

  await rm(rig.settings.stateDir, { recursive: true });
  await cp(copy, rig.settings.stateDir, { recursive: true });
  t.equal(await rig.once(), 'converged');

  t.same(await readAll(), before);
  t.equal(await read(third, 'a'), 'nothing', 'what a commit did not change is not reported there');
  for (const commit of commits)
    t.notMatch(JSON.stringify(await server.listStatuses(commit)), /superseded/, commit);
  t.same(await rig.starts(), starts);
});

t.test('a token that expires during a deploy loses no report: all come when it is renewed', async (t) => {
  const { rig, server, renewToken, publish, read } = await createReportedSite(t);
  const token = await renewToken();
  const held = { ...app('a', '1.0'), held: true };
  const first = await publish([held]);
  const lo = await startLo(t, rig);
  await until('it is at work', async () => /^pending installing 1\.0/.test(await read(first, 'a')));

  server.forge.revokeToken(token);
  await rig.release(held);
  await until('it is installed', async () => (await rig.reports()).at(-1)?.state === 'success');
  const second = await publish([held, { ...app('b', '1.0'), broken: ['web'] }]);
  await until('the other failed', async () => (await rig.reports()).at(-1)?.state === 'failure');
  await until('it is said', async () =>
    /github-status-0: 2 waiting, LO_REPORT_NOT_ALLOWED/.test((await runLo(rig, 'status')).stdout),
  );
  t.match(await read(first, 'a'), /^pending/);
  t.match(await lo.readLog(), /"message":"report not delivered"[^\n]*LO_REPORT_NOT_ALLOWED/);

  await renewToken();

  await until('all is sent', async () => /^success/.test(await read(first, 'a')));
  await until('in order', async () => /^failure/.test(await read(second, 'b')));
  t.match(await read(first, 'a'), /^success installed 1\.0/);
  t.match(await read(second, 'b'), /^failure failed 1\.0.*STOPPED/);
});

t.test('what each reporter still has to send is said also where no LO runs', async (t) => {
  const { rig, server, publish } = await createReportedSite(t);
  await server.forge.close();
  const commit = await publish([app('a', '1.0')]);
  t.equal(await rig.once(), 'converged');
  const full = { context: 'lo/eu/berlin/edge-01/a', commit };
  await appendFile(
    join(rig.settings.stateDir, 'outbox', 'reports.jsonl'),
    `${JSON.stringify({ kind: 'full', ...full })}\n`,
  );

  const { stdout } = await runLo(rig, 'status', '--json');

  t.match(JSON.parse(stdout), {
    reporters: [
      { name: 'github-status-0', pending: 1 },
      { name: 'log-0', pending: 0 },
    ],
    full: [full],
  });
  t.match(
    (await runLo(rig, 'status')).stdout,
    new RegExp(
      `LO_REPORT_FULL: ${commit.slice(0, 12)} takes no more reports of lo/eu/berlin/edge-01/a$`,
      'm',
    ),
  );
});
