import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import t from 'tap';
import { parse } from 'yaml';
import { type Files, makeNothingDesired, makePolicy, makeSite } from '../../support/packages.ts';
import { git } from '../support/run-git.ts';
import { writeFiles } from '../support/write-files.ts';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const files = [
  '.github/workflows/ci.yml',
  '.github/workflows/validate-desired-state.yml',
  'templates/infra-repo/.github/workflows/validate.yml',
  'templates/app-registry-repo/.github/workflows/validate.yml',
];

interface Step {
  readonly name?: string;
  readonly run?: string;
}

/** Trust boundary: our own file, in the form that GitHub documents. */
interface Workflow {
  readonly on: { readonly workflow_call?: { readonly inputs: Readonly<Record<string, object>> } };
  readonly jobs: Readonly<Record<string, { readonly steps?: readonly Step[]; readonly with?: object }>>;
}

async function readWorkflow(file: string): Promise<Workflow> {
  // trust boundary: see Workflow
  return parse(await readFile(`${root}${file}`, 'utf8')) as Workflow;
}

for (const file of files) {
  t.test(`${file} may only read, pins its actions, and puts nothing untrusted into a shell`, async (t) => {
    const text = await readFile(`${root}${file}`, 'utf8');

    const workflow: unknown = parse(text);

    t.match(workflow, { permissions: { contents: 'read' } });
    t.notMatch(text, 'pull_request_target');
    for (const [, action = ''] of text.matchAll(/uses: (actions\/.*)$/gm)) {
      t.match(action, /^actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, 'an action by its commit');
    }
    const { jobs } = await readWorkflow(file);
    const scripts = Object.values(jobs).flatMap(({ steps = [] }) => steps.flatMap(({ run }) => run ?? []));
    for (const script of scripts) t.notMatch(script, '${{');
  });
}

t.test('the templates give the reusable workflow inputs that it has, and all that it needs', async (t) => {
  const { on } = await readWorkflow('.github/workflows/validate-desired-state.yml');
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
  'the script of the reusable workflow checks what a pull request changes, and else everything',
  async (t) => {
    const { jobs } = await readWorkflow('.github/workflows/validate-desired-state.yml');
    const script = jobs['validate']?.steps?.find(({ name }) => name === 'Validate')?.run ?? '';
    const old = { ...makePolicy(), ...makeSite('oslo', ['edge-01']), ...makeNothingDesired('oslo') };
    const folder = t.testdir({ colo: t.fixture('symlink', root), checked: {} });
    const checked = join(folder, 'checked');
    const commit = async (files: Files) => {
      await writeFiles(checked, files);
      await git(checked, 'add', '--all');
      await git(checked, 'commit', '--quiet', '--message', 'x');
      return (await git(checked, 'rev-parse', 'HEAD')).trim();
    };
    const run = async (since: string, path = '.') => {
      const env = { CHECKED_PATH: path, SINCE: since };
      const { exitCode, stdout, stderr } = await execa('bash', ['-e', '-c', script], {
        cwd: checked,
        env,
        reject: false,
      });
      return { exitCode, said: `${stdout}\n${stderr}` };
    };
    await git(checked, 'init', '--quiet', '--initial-branch=main');
    const faulty = 'kind: DesiredState\n';
    const base = await commit({ ...old, 'sites/oslo/desiredstate.yaml': faulty });
    await commit({ ...makeSite('rome', ['edge-01']), ...makeNothingDesired('rome') });

    t.match(await run(base), { exitCode: 0 }, 'the fault elsewhere was there before');
    for (const since of ['', 'all']) {
      t.match(await run(since), {
        exitCode: 1,
        said: /^::error file=sites\/oslo\/desiredstate\.yaml,line=1/m,
      });
    }
    await commit({ 'sites/rome/desiredstate.yaml': faulty });
    t.match(await run(base), { exitCode: 1, said: /^::error file=sites\/rome\/desiredstate\.yaml/m });
    t.match(await run('$(touch pwned)', '$(touch pwned)'), { exitCode: /[^0]/ });
    t.notOk((await readdir(checked)).includes('pwned'));
  },
);
