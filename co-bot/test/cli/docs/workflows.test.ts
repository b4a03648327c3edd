import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import t, { type Test } from 'tap';
import { parse } from 'yaml';
import { type Files, makeNothingDesired, makePolicy, makeSite } from '../../support/packages.ts';
import { git } from '../support/run-git.ts';
import { writeFiles } from '../support/write-files.ts';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const reusable = '.github/workflows/validate-desired-state.yml';
const files = [
  '.github/workflows/ci.yml',
  reusable,
  'templates/infra-repo/.github/workflows/validate.yml',
  'templates/app-registry-repo/.github/workflows/validate.yml',
];

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
}

interface Job {
  readonly steps?: readonly Step[];
  readonly with?: object;
  readonly permissions?: object;
  readonly if?: string;
}

/** Trust boundary: our own file, in the form that GitHub documents. */
interface Workflow {
  readonly on: { readonly workflow_call?: { readonly inputs: Readonly<Record<string, object>> } };
  readonly permissions?: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

async function readWorkflow(file: string): Promise<Workflow> {
  // trust boundary: see Workflow
  return parse(await readFile(`${root}${file}`, 'utf8')) as Workflow;
}

for (const file of files) {
  t.test(`${file} may only read, pins its actions, and puts nothing untrusted into a shell`, async (t) => {
    const text = await readFile(`${root}${file}`, 'utf8');

    const { jobs, permissions } = await readWorkflow(file);

    for (const [name, job] of Object.entries(jobs)) {
      if (file === reusable && name === 'upload') continue;
      t.strictSame(job.permissions ?? permissions, { contents: 'read' }, name);
    }
    t.notMatch(text, 'pull_request_target');
    for (const [, action = ''] of text.matchAll(/uses: ((?:actions|github)\/.*)$/gm)) {
      t.match(action, /^[a-z-]+(?:\/[a-z-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, 'an action by its commit');
    }
    const scripts = Object.values(jobs).flatMap(({ steps = [] }) => steps.flatMap(({ run }) => run ?? []));
    for (const script of scripts) t.notMatch(script, '${{');
  });
}

t.test('the templates give the reusable workflow inputs that it has, and all that it needs', async (t) => {
  const { on } = await readWorkflow(reusable);
  const inputs = on.workflow_call?.inputs ?? {};
  const needed = Object.entries(inputs).filter(([, input]) => 'required' in input && input.required === true);

  for (const file of files.filter((each) => each.startsWith('templates/'))) {
    const given = Object.keys((await readWorkflow(file)).jobs['validate']?.with ?? {});
    t.strictSame(
      given.filter((name) => !(name in inputs)),
      [],
    );
    for (const [name] of needed) t.ok(given.includes(name), `${file}: ${name}`);
  }
});

t.test(
  'only callers who ask for it upload to code scanning, and only they grant more than reading',
  async (t) => {
    const { on, jobs, permissions } = await readWorkflow(reusable);
    const upload = jobs['upload'];

    t.match(on.workflow_call?.inputs['sarif'], { type: 'boolean', default: false });
    // GitHub starts a called workflow only where the caller grants all that any of its jobs asks for, skipped ones too.
    t.equal(permissions, undefined);
    t.equal(upload?.permissions, undefined);
    t.match(upload?.if, /^\$\{\{ !cancelled\(\) && inputs\.sarif && \(.+\) \}\}$/);
    t.match(upload?.if, 'head.repo.full_name == github.repository', 'the token of a fork may only read');
    const steps = upload?.steps ?? [];
    t.strictSame(
      steps.map(({ uses = '' }) => uses.replace(/@.*/, '')),
      ['actions/download-artifact', 'github/codeql-action/upload-sarif'],
      'the job with that permission runs nothing of anybody else',
    );
    t.strictSame(
      steps.filter(({ run }) => run !== undefined),
      [],
    );
    for (const file of files.filter((each) => each.startsWith('templates/'))) {
      const text = await readFile(`${root}${file}`, 'utf8');
      t.match(
        text,
        /^ +# sarif: true\n(?: +#.*\n)*? +# +security-events: write$/m,
        `${file} tells what to grant`,
      );
      const asked = text.replaceAll(/^( +)# (?=sarif|permissions| {2})/gm, '$1');
      // trust boundary: see Workflow
      const { jobs } = parse(asked) as Workflow;
      t.match(jobs['validate'], {
        with: { sarif: true },
        permissions: { contents: 'read', actions: 'read', 'security-events': 'write' },
      });
    }
  },
);

/** A caller's checkout beside colo, and the script of the reusable workflow to run there. */
async function openCaller(t: Test) {
  const { jobs } = await readWorkflow(reusable);
  const script = jobs['validate']?.steps?.find(({ name }) => name === 'Validate')?.run ?? '';
  const folder = t.testdir({ colo: t.fixture('symlink', root), checked: {} });
  const checked = join(folder, 'checked');
  await git(checked, 'init', '--quiet', '--initial-branch=main');
  return {
    folder,
    checked,
    async commit(files: Files) {
      await writeFiles(checked, files);
      await git(checked, 'add', '--all');
      await git(checked, 'commit', '--quiet', '--message', 'x');
      return (await git(checked, 'rev-parse', 'HEAD')).trim();
    },
    async run(since: string, path = '.', sarif = false) {
      const { exitCode, stdout, stderr } = await execa('bash', ['-e', '-c', script], {
        cwd: checked,
        env: { CHECKED_PATH: path, SINCE: since, SARIF: String(sarif) },
        reject: false,
      });
      return { exitCode, said: `${stdout}\n${stderr}` };
    },
  };
}

const old = { ...makePolicy(), ...makeSite('oslo', ['edge-01']), ...makeNothingDesired('oslo') };
const faulty = 'kind: DesiredState\n';

t.test('the reusable workflow checks what a pull request changes, and else everything', async (t) => {
  const { checked, commit, run } = await openCaller(t);
  const base = await commit({ ...old, 'sites/oslo/desiredstate.yaml': faulty });
  await commit({ ...makeSite('rome', ['edge-01']), ...makeNothingDesired('rome') });

  t.match(await run(base), { exitCode: 0 }, 'the fault elsewhere was there before');
  for (const since of ['', 'all']) {
    t.match(await run(since), { exitCode: 1, said: /^::error file=sites\/oslo\/desiredstate\.yaml,line=1/m });
  }
  await commit({ 'sites/rome/desiredstate.yaml': faulty });
  t.match(await run(base), { exitCode: 1, said: /^::error file=sites\/rome\/desiredstate\.yaml/m });
  t.match(await run('$(touch pwned)', '$(touch pwned)'), { exitCode: /[^0]/ });
  t.notOk((await readdir(checked)).includes('pwned'));
});

t.test('the reusable workflow writes SARIF where it is asked to, of the same faults', async (t) => {
  const { folder, commit, run } = await openCaller(t);
  const file = 'sites/oslo/desiredstate.yaml';
  await commit({ ...old, [file]: faulty });

  t.match(await run(''), { exitCode: 1 });
  t.notOk((await readdir(folder)).includes('colo.sarif'), 'not asked for');
  const asked = await run('', '.', true);

  t.match(asked, { exitCode: 1, said: /^::error file=sites\/oslo/m });
  const location = { physicalLocation: { artifactLocation: { uri: file } } };
  t.match(JSON.parse(await readFile(join(folder, 'colo.sarif'), 'utf8')), {
    runs: [{ results: [{ level: 'error', locations: [location] }] }],
  });
  const failed = await run('nowhere', '.', true);
  t.not(failed.exitCode, 0);
  t.match(failed.said, 'CLI_REF_UNKNOWN', 'a failure is no report');
});
