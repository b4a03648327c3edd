import { readFile } from 'node:fs/promises';
import { errorTable } from '@colo/schemas/errors';
import t from 'tap';
import { readJson, runCli } from '../support/run-cli.ts';

t.test('a code is explained: what, why, the fault, its repair, and what to do', async (t) => {
  const run = await runCli(['explain', 'document_unquoted']);

  t.equal(run.code, 0);
  const parts = [
    /^DOCUMENT_UNQUOTED$/m,
    /^YAML reads a text as a number/m,
    /^Why: To YAML 1\.10 and 1\.1 are one number/m,
    /^In margo\.yaml:\n\n {4}metadata:\n {4} {2}version: 1\.10$/m,
    /^Instead:\n\n {4}metadata:\n {4} {2}version: "1\.10"$/m,
    /^What to do: Put the value in double quotes\./m,
    /^Kind: terminal, exit code 65\.$/m,
  ];
  for (const part of parts) t.match(run.stdout, part);
});

t.test('as JSON', async (t) => {
  t.match(readJson(await runCli(['explain', 'MARGO-target-dangling', '--json'])), {
    code: 'MARGO_TARGET_DANGLING',
    area: 'margo',
    kind: 'terminal',
    exitCode: 65,
    why: String,
    example: { file: 'margo.yaml', wrong: /wep/, right: /web/ },
    fix: String,
  });
});

t.test('every code can be explained, and is listed under its area', async (t) => {
  const list = await runCli(['explain']);

  t.match(list.stdout, /^margo\n {2}MARGO_/m);
  for (const [code, { summary }] of Object.entries(errorTable)) {
    t.ok(list.stdout.includes(`  ${code} `) && list.stdout.includes(summary), code);
    t.match(await runCli(['explain', code]), { code: 0, stdout: code, stderr: '' });
  }
  t.match(readJson(await runCli(['explain', '--json'])), {
    codes: [{ code: String, area: String, summary: String }],
  });
});

t.test('what attempts on hosts end with is explained, under an area of its own', async (t) => {
  t.match(readJson(await runCli(['explain', 'CRASH_LOOP', '--json'])), { area: 'outcome', why: String });
  t.match(
    (await runCli(['explain'])).stdout,
    /^outcome\n {2}APPLY_FAILED .*(?:\n {2}[A-Z_]+ .*)*\n {2}UNHEALTHY /m,
  );
});

t.test('a topic is explained, is listed after the codes, and found where it is nearly meant', async (t) => {
  const run = await runCli(['explain', 'Data']);

  t.match(run, { code: 0, stderr: '' });
  t.match(run.stdout, /^Of a compose file\n {2}\.\/data:\/data +what is written there$/m);
  t.match(run.stdout, /^ {2}edited +stays; .* NAME\.colo-new$/m);
  t.match(run.stdout, /^When it is deleted\n.* never: .*\n {2}the same with --purge .*; for good$/m);
  t.match(
    (await runCli(['explain'])).stdout,
    /^topics\n {2}data {2}What an application writes is kept over /m,
  );
  t.match(readJson(await runCli(['explain', 'data', '--json'])), {
    topic: 'data',
    summary: String,
    sections: [{ title: 'Of a compose file', rows: [['./data:/data', 'what is written there']] }],
  });
  t.match(await runCli(['explain', 'date']), { code: 2, stderr: /Did you mean data\?/ });
});

t.test('what the topic of data names is in the page that has all of it', async (t) => {
  const page = await readFile(new URL('../../../../../docs/lo.md', import.meta.url), 'utf8');
  const { stdout } = await runCli(['explain', 'data']);
  const names = [
    ...['./data:/data', './app.conf:/etc/app.conf', ':ro', 'VOLUME', 'COLO_DATA_DIR', '0755'],
    ...['NAME.colo-new', 'NAME.colo-old', 'workdir/data/<owner>/<application>/<component>/'],
  ];

  t.match(page, /^## What is kept$/m);
  for (const name of names) {
    t.ok(stdout.includes(name), `the topic has ${name}`);
    t.ok(page.includes(name), `the page has ${name}`);
  }
});

t.test('an unknown code says which was meant', async (t) => {
  const near = await runCli(['explain', 'MARGO_TARGET_DANGELING']);
  const far = await runCli(['explain', 'nothing-at-all']);

  t.match(near, { code: 2, stderr: /Did you mean MARGO_TARGET_DANGLING\?/ });
  t.match(far, { code: 2, stderr: /`co explain` lists every code/ });
});
