// The oracle must see what it is there for: each of these sites is wrong in one way.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startForge } from '@colo/local-forge';
import { execa } from 'execa';
import t, { type Test } from 'tap';
import type { OracleAnswer, OracleQuestion } from '../../src/chaos/oracle-facts.ts';

const ORACLE = fileURLToPath(new URL('../../src/chaos/program-oracle.js', import.meta.url));
const INFRA = 'acme/infra';

interface Site {
  readonly question: OracleQuestion;
  /** Starts a program as an application of the site would run. */
  run(version: number, changes?: Readonly<Record<string, string>>): Promise<ChildProcess>;
  /** A line that a program wrote to its data and told the witness. */
  write(line: string, lost?: boolean): Promise<void>;
  report(state: string, description: string): Promise<void>;
  ask(): Promise<OracleAnswer>;
}

async function openSite(t: Test): Promise<Site> {
  const root = await mkdtemp(join(tmpdir(), 'colo-oracle-'));
  const [witness, work] = [join(root, 'witness'), join(root, 'work')];
  await mkdir(witness);
  await mkdir(join(work, 'data'), { recursive: true });
  const forge = await startForge({ root: join(root, 'forge') });
  const programs: ChildProcess[] = [];
  t.teardown(async () => {
    for (const program of programs) await end(program);
    await forge.close();
    await rm(root, { recursive: true, force: true });
  });
  forge.createUser('acme', { type: 'Organization' });
  await forge.createRepository({ owner: 'acme', name: 'infra' });
  const token = forge.addToken('acme');
  const author = { name: 'Ada', email: 'ada@acme.example', date: '2026-01-01T00:00:00Z' };
  const files = { 'README.md': 'infra\n' };
  const commit = await forge.commitFiles({
    repository: INFRA,
    login: 'acme',
    message: 'first',
    files,
    author,
  });
  const question: OracleQuestion = {
    run: root,
    witness,
    expected: [{ host: 'edge-01', application: 'shop', component: 'web', version: 2 }],
    commits: [commit],
    forge: { url: forge.url, token, repository: INFRA },
  };
  const file = join(root, 'question.json');
  await writeFile(file, JSON.stringify(question));
  return {
    question,
    async run(version, changes = {}) {
      const program = spawn('sleep', ['100000'], {
        cwd: work,
        stdio: 'ignore',
        env: {
          PATH: process.env['PATH'],
          CHAOS_RUN: root,
          CHAOS_HOST: 'edge-01',
          CHAOS_APPLICATION: 'shop',
          CHAOS_COMPONENT: 'web',
          CHAOS_VERSION: String(version),
          ...changes,
        },
      });
      programs.push(program);
      await once(program, 'spawn');
      return program;
    },
    async write(line, lost = false) {
      if (!lost) await appendFile(join(work, 'data/journal'), `${line}\n`);
      await appendFile(join(witness, 'edge-01.shop.web.own'), `${line}\n`);
    },
    async report(state, description) {
      await fetch(`${forge.url}/repos/${INFRA}/statuses/${commit}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ state, description, context: 'lo/berlin/edge-01/shop' }),
      });
    },
    async ask() {
      const { stdout } = await execa(process.execPath, [ORACLE, file]);
      const answer: unknown = JSON.parse(stdout);
      if (!isAnswer(answer)) throw new Error(stdout);
      return answer;
    },
  };
}

function isAnswer(value: unknown): value is OracleAnswer {
  return typeof value === 'object' && value !== null && 'problems' in value && Array.isArray(value.problems);
}

async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const closed = once(program, 'close');
  program.kill('SIGKILL');
  await closed;
}

async function makeWell(site: Site): Promise<ChildProcess> {
  const program = await site.run(2);
  await site.write('2 1 1');
  await site.report('success', 'installed 2.0 [sha256:1234]: 1 component');
  return program;
}

t.test('a site that is as desired has no problems', async (t) => {
  const site = await openSite(t);
  await makeWell(site);

  const { problems, programs } = await site.ask();

  t.strictSame(problems, []);
  t.match(programs, /^edge-01\.shop\.web 2 \d+\.\d+$/);
});

const WRONGS: Readonly<Record<string, readonly [(site: Site) => Promise<unknown>, RegExp]>> = {
  'two instances': [(site) => site.run(2), /2 programs run/],
  'an older version beside it': [(site) => site.run(1), /1 runs, 2 is wanted/],
  'what is not wanted': [
    (site) => site.run(1, { CHAOS_APPLICATION: 'till' }),
    /till\.web 1 runs, and is not wanted/,
  ],
  'lost data': [(site) => site.write('1 1 1', true), /1 of 2 lines of its own data are lost/],
  'a failure that is none': [
    (site) => site.report('failure', 'failed 2.0: web: STOPPED'),
    /its status is failure/,
  ],
  'a report that stays pending': [
    (site) => site.report('pending', 'pending 2.0: waiting'),
    /its status is pending/,
  ],
  'a success of what never ran': [
    async (site) => {
      await site.report('success', 'installed 7.0 [sha256:1234]: 1 component');
      await site.report('success', 'installed 2.0 [sha256:1234]: 1 component');
    },
    /installed 7\.0.*that version has never run/,
  ],
};

for (const [name, [wrong, expected]] of Object.entries(WRONGS)) {
  t.test(`it is seen: ${name}`, async (t) => {
    const site = await openSite(t);
    await makeWell(site);

    await wrong(site);

    t.match((await site.ask()).problems.at(-1), expected);
  });
}

t.test('it is seen: nothing runs', async (t) => {
  const site = await openSite(t);
  await end(await makeWell(site));

  t.match((await site.ask()).problems, [/0 programs run/]);
});

t.test('two instances that were there for a while are seen afterwards', async (t) => {
  const site = await openSite(t);
  await makeWell(site);
  const file = join(site.question.run, 'question.json');
  const watcher = spawn(process.execPath, [ORACLE, file, 'watch'], { stdio: ['ignore', 'pipe', 'inherit'] });
  watcher.stdout.setEncoding('utf8');

  const second = await site.run(2);
  const [line] = await once(watcher.stdout, 'data');
  await end(second);
  await end(watcher);

  t.match(line, /edge-01\.shop\.web: 2 \(\d+\.\d+\) and 2 \(\d+\.\d+\) run at the same time/);
});
