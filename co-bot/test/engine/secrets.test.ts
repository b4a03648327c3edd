import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import t from 'tap';
import { takeSnapshot } from '../support/snapshot.ts';
import { SECRET, startWorld } from '../support/start-world.ts';

/** A secret as it is, and as it would look in a header, in a log of bytes, or in an address. */
function formsOf(secret: string): readonly string[] {
  const forms = [secret, encodeURIComponent(secret), secret.replaceAll('\n', '\\n')];
  // Base64 of a text that holds the secret differs with where in it the secret begins; the ends are shared with neighbours.
  for (const before of ['', 'x', 'xx']) {
    forms.push(
      Buffer.from(before + secret)
        .toString('base64')
        .slice(4, -4),
    );
  }
  return forms;
}

/** Command lines of every process of this machine that can be read now. */
async function readCommandLines(): Promise<string> {
  const texts: string[] = [];
  for (const name of await readdir('/proc')) {
    if (/^\d+$/u.test(name)) texts.push(await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => ''));
  }
  return texts.join('\n');
}

// Fault 31
t.test('no secret shows in logs, command lines, Git, comments or statuses', async (t) => {
  const folder = t.testdir({ argv: '' });
  const argv = join(folder, 'argv');
  const path = process.env['PATH'] ?? '';
  // Every git that this process starts writes its arguments down first; /proc shows what git itself starts.
  const { stdout: git } = await execa('sh', ['-c', 'command -v git']);
  const wrapper = join(folder, 'git');
  await writeFile(wrapper, `#!/bin/sh\nprintf '%s\\n' "$@" >>'${argv}'\nexec '${git}' "$@"\n`);
  await chmod(wrapper, 0o755);
  process.env['PATH'] = `${folder}:${path}`;
  const send = globalThis.fetch;
  const tokens = new Set<string>();
  globalThis.fetch = async (input, init) => {
    const answer = await send(input, init);
    if (String(input).endsWith('/access_tokens')) {
      const token: unknown = Object(await answer.clone().json())['token'];
      if (typeof token === 'string') tokens.add(token);
    }
    return answer;
  };
  t.teardown(() => {
    globalThis.fetch = send;
    process.env['PATH'] = path;
  });
  // Above one file commits are pushed by git, with the token.
  const world = await startWorld({ pushAboveFiles: 1 });
  t.teardown(() => world.close());
  const { alice, lo, infra, apps } = world;
  const seen: string[] = [];
  let working = true;
  const sampling = (async () => {
    while (working) {
      seen.push(await readCommandLines());
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();

  const issue = await alice.openIssue('/deploy hello-world to *');
  await world.settle();
  const merge = await alice.merge((await world.pulls('open'))[0]?.number ?? 0);
  await lo.setStatus(merge, 'lo/paris/edge-03/hello-world', 'failure', 'failed 1.0: no');
  await world.settle();
  await alice.comment(issue, '/retry');
  // What goes wrong is logged, with what was tried.
  world.forge.setFaults({ rest: [{ path: '/issues', status: 500, times: 2 }] });
  await world.co.sweep();
  world.forge.setFaults({});
  await world.co.sweep();
  await world.settle();
  working = false;
  await sampling;

  t.ok(tokens.size > 0, 'tokens were seen');
  const content: string[] = [];
  for (const clone of [infra, apps]) {
    await clone.git('fetch', '--quiet', '--prune', 'origin', '+refs/*:refs/all/*');
    content.push(await clone.git('log', '--all', '-p', '--text', '--format=fuller'));
  }
  const places = {
    logs: world.logs.join('\n'),
    'command lines': `${await readFile(argv, 'utf8')}\n${seen.join('\n')}`,
    Git: content.join('\n'),
    'threads and statuses': JSON.stringify(await takeSnapshot(world)),
    'configuration of the mirrors': await readMirrorFiles(world.root),
  };
  t.match(places['command lines'], 'push\n', 'a push was seen');
  const key = world.privateKey.split('\n').slice(1, -2);
  for (const [place, text] of Object.entries(places)) {
    t.ok(text.length > 0, place);
    for (const [name, secret] of [
      ['webhook secret', SECRET] as const,
      ['line of the key', key[3] ?? ''] as const,
      ['whole key', world.privateKey] as const,
      ...[...tokens].map((token) => ['token', token] as const),
    ]) {
      t.notOk(
        formsOf(secret).some((form) => text.includes(form)),
        `no ${name} in ${place}`,
      );
    }
    t.notMatch(text, /PRIVATE KEY|x-access-token|Authorization: Basic/);
  }
});

/** Small files of the mirrors, where git keeps configuration and logs. */
async function readMirrorFiles(root: string): Promise<string> {
  const { stdout } = await execa(
    'sh',
    ['-c', 'find co-* -type f -size -64k -not -path "*/objects/*" -exec cat {} +'],
    {
      cwd: root,
    },
  );
  return stdout;
}
