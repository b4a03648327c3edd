import { createHash } from 'node:crypto';
import { lstat, mkdtemp, readdir, readFile, readlink, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { type AppWish, createSiteRig, type SiteRig } from './site-rig.ts';

const DAYS_AGO = new Date(Date.now() - 3 * 24 * 60 * 60 * 1000);
const TARGET = 'hello';
/** Names that begin or end as the one that is worked on. */
const NEIGHBOURS: readonly AppWish[] = ['hello-world', 'hell'].map((applicationId) => ({
  applicationId,
  version: '1.0',
  keeps: true,
  components: ['web', 'web2'],
}));

/** Each thing below a folder, with what it is: mode, and content or target. */
async function snapshot(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(folder, { recursive: true })).sort();
  const found = new Map<string, string>();
  for (const name of names) {
    const path = join(folder, name);
    const entry = await lstat(path);
    if (entry.isSymbolicLink()) found.set(name, `-> ${await readlink(path)}`);
    else if (entry.isFile()) found.set(name, `${entry.mode} ${hash(await readFile(path))}`);
    else found.set(name, `${entry.mode}`);
  }
  return found;
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What a map has that another has otherwise or not. */
function missing(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  return [...before].filter(([name, value]) => after.get(name) !== value).map(([name]) => name);
}

async function createSites(
  t: Test,
): Promise<{ readonly workdir: string; readonly sites: readonly SiteRig[] }> {
  const workdir = await mkdtemp(join(tmpdir(), 'colo-shared-host-'));
  const make = () => createSiteRig(t, { hostEntry: () => ({ workdir }) });
  const sites = [await make(), await make()];
  t.teardown(() => rm(workdir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  return { workdir, sites };
}

/** Makes all content that the host keeps older than it keeps what nobody needs. */
async function ageContent(workdir: string): Promise<void> {
  const folder = join(workdir, 'content');
  for (const name of await readdir(folder)) await utimes(join(folder, name), DAYS_AGO, DAYS_AGO);
}

t.test(
  'whatever becomes of an application, the files of all others stay, also those of another site',
  async (t) => {
    const { workdir, sites } = await createSites(t);
    const [site, other] = sites;
    if (site === undefined || other === undefined) throw new Error('there are two sites');
    const target = (version: string, rest: Partial<AppWish> = {}): AppWish => ({
      applicationId: TARGET,
      version,
      keeps: true,
      components: ['web', 'db'],
      ...rest,
    });
    // The other site has the very same package, and one of its own by the same name.
    await other.want([target('1.0'), ...NEIGHBOURS]);
    t.equal(await other.once(), 'converged');
    await site.want([target('1.0'), ...NEIGHBOURS]);
    t.equal(await site.once(), 'converged');
    const isOfTarget = (name: string) => name.includes(`/${TARGET}/`) || name.endsWith(`/${TARGET}`);
    const owners = [site, other].map((rig) => rig.dataFolder('', 'x').split('/').at(-2) ?? '');
    const [own = ''] = owners;
    async function snapshotOthers() {
      const all = await snapshot(workdir);
      const slot = site?.slotFolder('edge-01', TARGET, 'web').split('/').at(-2) ?? '';
      return new Map(
        [...all].filter(
          ([name]) =>
            /^(?:data|slots)\/./.test(name) &&
            !(name.includes(own) && (isOfTarget(name) || name.includes(slot))),
        ),
      );
    }
    const before = await snapshotOthers();
    const running = [...(await site.running()), ...(await other.running())].filter(
      (line) => !line.startsWith(`${TARGET} `),
    );
    const content = await snapshot(join(workdir, 'content'));
    const seen = new Set<string>();
    t.ok(before.size > 20, 'there is something to lose');

    const purge = [{ applicationId: TARGET, hosts: ['edge-01'], epoch: 1 }];
    for (const step of [
      { name: 'update', want: () => site.want([target('1.1'), ...NEIGHBOURS]), outcome: 'converged' },
      {
        name: 'failed update',
        want: () => site.want([target('1.2', { broken: ['db'] }), ...NEIGHBOURS]),
        outcome: 'failed',
      },
      {
        name: 'fewer components',
        want: () => site.want([target('1.3', { components: ['web'] }), ...NEIGHBOURS]),
        outcome: 'converged',
      },
      { name: 'removal', want: () => site.want(NEIGHBOURS), outcome: 'converged' },
      { name: 'purge', want: () => site.want(NEIGHBOURS, {}, purge), outcome: 'converged' },
      {
        name: 'new installation',
        want: () => site.want([target('2.0'), ...NEIGHBOURS], {}, purge),
        outcome: 'converged',
      },
    ]) {
      await ageContent(workdir);
      await step.want();
      t.equal(await site.once(), step.outcome, step.name);
      for (const name of await readdir(join(workdir, 'content'))) seen.add(name);
      t.same(
        missing(before, await snapshotOthers()),
        [],
        `${step.name}: all files of others are as they were`,
      );
    }

    const after = await snapshot(join(workdir, 'content'));
    t.same(
      missing(content, after),
      [],
      'the other site runs the package that this one had, and keeps its content',
    );
    t.ok(
      [...seen].some((name) => !after.has(name)),
      'content that nobody needs any more does go',
    );
    t.same(
      [...(await site.running()), ...(await other.running())].filter(
        (line) => !line.startsWith(`${TARGET} `),
      ),
      running,
      'and every program of theirs is the same one',
    );
    t.equal((await other.starts()).length, 6, 'the other site has started each of its programs once');
    t.equal(await other.once(), 'converged');
    t.equal((await other.starts()).length, 6, 'and sees nothing to do');
  },
);
