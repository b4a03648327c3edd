import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { type Files, makeNothingDesired, makePolicy, makeSite } from '../../support/packages.ts';
import { openBareWorld } from '../support/bare-world.ts';
import { runCli } from '../support/run-cli.ts';
import { git } from '../support/run-git.ts';

const good: Files = { ...makePolicy(), ...makeSite('berlin', ['edge-01']), ...makeNothingDesired('berlin') };
const desired = 'sites/berlin/desiredstate.yaml';
const faulty: Files = { [desired]: String(good[desired]).replace('site: berlin', 'site: paris') };

t.test('an invalid desired state is refused with the lines of co validate', async (t) => {
  const { bare, clone, commit, push, runHooksHere } = await openBareWorld(t);
  await commit(good);
  const first = await push('HEAD:main');
  t.ok(first.ok, first.said);
  const before = await git(bare, 'rev-parse', 'main');

  await commit(faulty);
  const refused = await push('HEAD:main');

  t.notOk(refused.ok);
  t.match(refused.said, 'pre-receive hook declined');
  t.equal(await git(bare, 'rev-parse', 'main'), before);
  const direct = await runCli(['validate', '.'], { cwd: clone });
  const lines = direct.stdout.split('\n').filter((line) => line.startsWith('sites/'));
  t.equal(lines.length, 1);
  for (const line of lines)
    t.ok(
      refused.said.split('\n').some((said) => said.trimEnd() === line),
      refused.said,
    );

  await runHooksHere();
  await commit(good);
  const repaired = await push('HEAD:main');
  t.notOk(repaired.ok, 'the faulty commit would still become part of the branch');
  t.match(repaired.said, 'SITE_NAME_MISMATCH');
  await git(clone, 'reset', '--quiet', '--soft', 'HEAD~2');
  await commit({ 'README.md': 'x\n' });
  t.match(await push('HEAD:main'), { ok: true });
});

t.test('the first push of a faulty repo is refused as a whole', async (t) => {
  const { commit, push, runHooksHere } = await openBareWorld(t);
  await runHooksHere();
  await commit({ ...good, ...faulty });

  const run = await push('HEAD:main');

  t.notOk(run.ok);
  t.match(run.said, 'SITE_NAME_MISMATCH');
});

t.test('an unborn HEAD of another name lets nothing through', async (t) => {
  const { bare, commit, push, runHooksHere } = await openBareWorld(t);
  await runHooksHere();
  await git(bare, 'symbolic-ref', 'HEAD', 'refs/heads/nobody-has-this');
  await commit({ ...good, ...faulty });

  t.match(await push('HEAD:main'), { ok: false, said: /SITE_NAME_MISMATCH/ });
});

t.test("work in progress, tags, CO's events and the deletion of a branch pass", async (t) => {
  const { commit, push, runHooksHere } = await openBareWorld(t);
  await runHooksHere();
  await commit(good);
  t.match(await push('HEAD:main'), { ok: true });
  await commit(faulty);

  for (const ref of ['refs/heads/draft', 'refs/heads/colo/events', 'refs/tags/v1']) {
    const run = await push(`HEAD:${ref}`);
    t.ok(run.ok, run.said);
  }
  const deletion = await push(':refs/heads/draft');
  t.ok(deletion.ok, deletion.said);
});

t.test('a forced push back is judged by what it changes', async (t) => {
  const { bare, clone, commit, push, runHooksHere } = await openBareWorld(t);
  await commit(faulty);
  await rm(join(bare, 'hooks/pre-receive'));
  t.match(await push('HEAD:main'), { ok: true });
  await commit(good);
  t.match(await push('HEAD:main'), { ok: true });
  await runCli(['hooks', 'install', '--bare', bare]);
  await runHooksHere();

  const bad = await push('--force', 'HEAD~1:main');
  t.match(bad, { ok: false, said: /SITE_NAME_MISMATCH/ });
  await git(clone, 'checkout', '--quiet', '--orphan', 'other');
  await commit({ 'README.md': 'another history\n' });
  const fresh = await push('--force', 'HEAD:main');
  t.ok(fresh.ok, fresh.said);
});

t.test('taking colo.yaml and every site away is no way around the check', async (t) => {
  const { clone, commit, push, runHooksHere } = await openBareWorld(t);
  await runHooksHere();
  await commit(good);
  await push('HEAD:main');
  await rm(join(clone, 'sites'), { recursive: true });
  await rm(join(clone, 'colo.yaml'));
  await commit({ 'README.md': 'empty\n' });

  t.match(await push('HEAD:main'), { ok: false, said: /colo\.yaml is missing/ });
});
