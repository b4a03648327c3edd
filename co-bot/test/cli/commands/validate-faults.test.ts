import { join } from 'node:path';
import t from 'tap';
import { type Files, makeNothingDesired, makePolicy, makeSite } from '../../support/packages.ts';
import { readJson, runCli } from '../support/run-cli.ts';
import { writeFiles } from '../support/write-files.ts';

const margo = `apiVersion: margo.org/v1-alpha1
kind: ApplicationDescription
metadata:
  id: hello
  name: Hello
  version: "1.0"
  catalog:
    organization:
      - name: Example
deploymentProfiles:
  - type: compose
    id: small
    components:
      - name: web
        properties:
          packageLocation: ./compose.yaml
parameters:
  greeting:
    value: Hello
    targets:
      - pointer: ENV.GREETING
        components: [web]
`;

const files: Files = {
  ...makePolicy(),
  ...makeSite('berlin', ['edge-01']),
  ...makeNothingDesired('berlin'),
  'app/margo.yaml': margo,
  'app/compose.yaml':
    'services:\n  web:\n    image: example.com/web@sha256:' +
    `${'a'.repeat(64)}\n    environment:\n      TEXT: "\${GREETING:-}"\n`,
};

/** One slip in one file, and the one line that `co validate` says of it. */
type Slip = readonly [file: string, from: string, to: string, place: string, code: string, fix: string];

const slips: readonly Slip[] = [
  [
    'app/margo.yaml',
    'version: "1.0"',
    'version: 1.10',
    '6:12',
    'DOCUMENT_UNQUOTED',
    'Put it in quotes: "1.10".',
  ],
  ['app/margo.yaml', 'apiVersion:', 'apiVersions:', '1:1', 'DOCUMENT_UNKNOWN_KEY', 'Write apiVersion.'],
  ['app/margo.yaml', 'id: hello', 'id: Hello_World', '4:7', 'DOCUMENT_INVALID', 'Write hello-world.'],
  ['app/margo.yaml', 'type: compose', 'type: docker', '11:11', 'DOCUMENT_INVALID', 'Write compose.'],
  [
    'app/margo.yaml',
    '[web]',
    '[small]',
    '22:22',
    'MARGO_TARGET_DANGLING',
    'Write the components of that profile: web.',
  ],
  [
    'app/margo.yaml',
    'name: Hello',
    'name: {{ NAME }}',
    '5:9',
    'MARGO_TEMPLATE_LEFT',
    'Fill in the value before the package is published.',
  ],
  ['app/margo.yaml', '    value: Hello', '\tvalue: Hello', '19:1', 'DOCUMENT_SYNTAX', 'Indent with spaces.'],
  [
    'app/margo.yaml',
    'ENV.GREETING',
    'PATH',
    '21:18',
    'MARGO_VARIABLE_RESERVED',
    'Use another name; variables that choose programs, libraries or container engines belong to the host.',
  ],
  ['app/margo.yaml', './compose.yaml', './docker-compose.yml', '16:28', 'MARGO_LOCATION_MISSING', ''],
  ['app/compose.yaml', '    image:', '    imge:', '3:5', 'MARGO_COMPOSE_INVALID', 'Write image.'],
  [
    'app/compose.yaml',
    '    image:',
    '    env_file: ../x.env\n    image:',
    '3:15',
    'MARGO_COMPOSE_OUTSIDE',
    '',
  ],
  ['sites/berlin/site.yaml', 'kind: Site', 'kind: site', '2:7', 'DOCUMENT_KIND_WRONG', 'Write kind: Site.'],
  ['sites/berlin/site.yaml', 'user: colo', 'username: colo', '9:7', 'DOCUMENT_UNKNOWN_KEY', 'Write user.'],
  ['sites/berlin/desiredstate.yaml', 'site: berlin', 'site: berlim', '4:9', 'SITE_NAME_MISMATCH', ''],
  ['colo.yaml', 'registries:', 'registrys:', '4:3', 'DOCUMENT_UNKNOWN_KEY', 'Write registries.'],
];

for (const [file, from, to, place, code, fix] of slips) {
  t.test(`${file}: ${to}`, async (t) => {
    const folder = t.testdir();
    await writeFiles(folder, files);
    const text = String(files[file]);
    if (!text.includes(from)) throw new Error(`${from} is not there`);
    await writeFiles(folder, { [file]: text.replace(from, () => to) });
    const target = file.startsWith('app/') ? 'app' : '.';

    const plain = await runCli(['validate', target], { cwd: folder });
    const json = await runCli(['validate', target, '--format', 'json'], { cwd: folder });
    const github = await runCli(['validate', target, '--format', 'github'], { cwd: folder });

    t.same([plain.code, json.code, github.code], [1, 1, 1]);
    const [said = '', hint = '', counts = '', ...rest] = plain.stdout.trimEnd().split('\n');
    t.same(rest, [], plain.stdout);
    t.ok(said.startsWith(`${file}:${place}: error ${code}: `), said);
    t.ok(said.endsWith(`Fix: ${fix}`) || fix === '', said);
    t.match(hint, `co explain ${code}`);
    t.match(counts, '1 error in ');
    const [line, column] = place.split(':').map(Number);
    t.match(readJson(json), {
      ok: false,
      errors: 1,
      warnings: 0,
      diagnostics: [{ file, line, column, code }],
    });
    t.match(github.stdout, `::error file=${file},line=${line},col=${column},title=${code}::`);
    t.equal(github.stdout.split('\n').filter((each) => each.startsWith('::')).length, 1);
  });
}

t.test('--strict and --lenient judge what departs from Margo, and exclude each other', async (t) => {
  const folder = t.testdir();
  await writeFiles(folder, files);
  const run = (...words: readonly string[]): ReturnType<typeof runCli> =>
    runCli(['validate', ...words], { cwd: folder });

  t.match(await run('app', '--strict'), { code: 0, stdout: /no errors/ });
  await writeFiles(folder, { 'app/margo.yaml': margo.replace('ENV.', '') });
  t.match(await run('app'), { code: 0, stdout: /^no errors/ });
  t.match(await run('app', '--strict'), {
    code: 1,
    stdout: /app\/margo\.yaml:21:18: error MARGO_POINTER_BARE.*Write ENV\.GREETING/,
  });
  await writeFiles(folder, {
    'app/margo.yaml': `${margo}configuration:\n  sections: []\n  schema:\n    - {name: a, dataType: string, sensitive: true}\n`,
  });
  t.match(await run('app'), { code: 1, stdout: /error MARGO_RULE_WORD_UNKNOWN/ });
  t.match(await run('app', '--lenient'), { code: 0, stdout: /warning MARGO_RULE_WORD_UNKNOWN/ });
  t.match(await run(join(folder, 'app/margo.yaml'), '--lenient'), {
    code: 0,
    stdout: /warning MARGO_RULE_WORD_UNKNOWN/,
  });
  t.match(await run('app', '--lenient', '--strict'), { code: 2, stderr: /exclude each other/ });
});
