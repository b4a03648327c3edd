import t from 'tap';
import { watchJson } from '../../../src/cli/request/watch-options.ts';
import { startWorld, type World } from '../../support/start-world.ts';
import { readLines, runCli } from '../support/run-cli.ts';

/** The settings of one person on the test's forge. */
function settings(world: World, token: string): Record<string, string> {
  return {
    GITHUB_API_URL: world.forge.url,
    GITHUB_TOKEN: token,
    COLO_INFRA: 'acme/infra',
    COLO_REGISTRY: 'acme/apps',
  };
}

function aliceOf(world: World): Record<string, string> {
  return settings(world, world.forge.addToken('alice'));
}

/** Acts once, as soon as the output matches; `done` tells whether that worked. */
function when(
  pattern: RegExp,
  act: () => Promise<unknown>,
): { onStdout: (text: string) => void; done: () => Promise<unknown> } {
  let acting: Promise<unknown> | undefined;
  return {
    done: () => acting ?? Promise.reject(new Error(`nothing matched ${pattern}`)),
    onStdout(text) {
      if (acting === undefined && pattern.test(text)) acting = act();
    },
  };
}

t.test('a deploy is followed from the issue over the merge to the last host', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const report = async (merge: string): Promise<void> => {
    await world.lo.setStatus(merge, 'lo/berlin/edge-01/hello-world', 'pending', 'installing 1.0: starting');
    await world.lo.setStatus(merge, 'lo/berlin/edge-01/hello-world', 'success', 'installed 1.0: running');
    await world.lo.setStatus(merge, 'lo/berlin/edge-02/hello-world', 'success', 'installed 1.0: running');
  };
  const merging = when(/"event":"pull"/, async () => {
    const [pull] = await world.pulls('open');
    await report(await world.alice.merge(pull?.number ?? 0));
  });

  const argv = ['deploy', 'hello-world@1.0', '--to', 'berlin', '--set', 'greeting=Good day'];
  const run = await runCli([...argv, '--watch', '--poll', '0.1', '--timeout', '10m', '--json'], {
    env: aliceOf(world),
    onStdout: merging.onStdout,
  });
  await merging.done();

  t.equal(run.code, 0, run.stdout + run.stderr);
  const lines = readLines(run);
  t.match(lines[0], {
    event: 'requested',
    id: '1',
    command: '/deploy hello-world@1.0 to berlin set greeting="Good day"',
  });
  for (const line of lines) {
    for (const key of Object.keys(Object(line)))
      t.match(watchJson, new RegExp(`\\b${key}\\b`), `${key} is documented`);
  }
  t.match(lines[1], { event: 'pull', title: 'Deploy hello-world 1.0 to berlin', isOpen: true });
  t.match(
    lines.find((line) => JSON.stringify(line).includes('"merged"')),
    { event: 'merged', hosts: 2 },
  );
  t.match(lines.at(-1), { event: 'end', outcome: 'done' });
  for (const host of ['edge-01', 'edge-02']) {
    const last = lines.findLast((line) => JSON.stringify(line).includes(`"host":"${host}"`));
    t.match(last, {
      event: 'host',
      site: 'berlin',
      host,
      standing: 'installed',
      want: 'installed',
      version: '1.0',
    });
  }

  const status = await runCli(['status', 'berlin', '--json'], { env: aliceOf(world) });
  t.equal(status.code, 0, status.stderr);
  t.match(JSON.parse(status.stdout), {
    hosts: [{ host: 'edge-01', standing: 'installed' }, { host: 'edge-02' }],
  });

  t.test('the same again has nothing to do', async (t) => {
    const again = await runCli([...argv, '--watch', '--poll', '0.1', '--timeout', '10m'], {
      env: aliceOf(world),
    });
    t.equal(again.code, 0, again.stderr);
    t.match(again.stdout, /nothing to do/);
  });

  t.test('a removal with a purge is asked for, and nothing is touched before it is merged', async (t) => {
    const run = await runCli(['remove', 'hello-world', '--from', 'berlin:edge-02', '--purge', '--json'], {
      env: aliceOf(world),
    });
    await world.settle();

    t.equal(run.code, 0, run.stdout + run.stderr);
    t.match(readLines(run)[0], {
      event: 'requested',
      command: '/remove hello-world from berlin:edge-02 purge',
    });
    const pull = (await world.pulls('open')).find(({ title }) => title.startsWith('Remove'));
    t.equal(pull?.title, 'Remove hello-world and its data from berlin');
    t.match(pull?.body, /all data of hello-world on edge-02 is deleted for good/);
    await world.alice.call('PATCH', `/pulls/${pull?.number}`, { state: 'closed' });
    await world.settle();
  });

  t.test('a rollback of the issue is followed until the application is gone', async (t) => {
    const merged = when(/"event":"pull"/, async () => {
      const [pull] = await world.pulls('open');
      const merge = await world.alice.merge(pull?.number ?? 0);
      await world.lo.setStatus(merge, 'lo/berlin/edge-01/hello-world', 'success', 'removed 1.0');
      await world.lo.setStatus(merge, 'lo/berlin/edge-02/hello-world', 'success', 'removed 1.0');
    });
    const back = await runCli(['rollback', '1', '--watch', '--poll', '0.1', '--timeout', '10m', '--json'], {
      env: aliceOf(world),
      onStdout: merged.onStdout,
    });
    await merged.done();
    t.equal(back.code, 0, back.stdout + back.stderr);
    t.match(readLines(back).at(-1), { event: 'end', outcome: 'done' });
    t.match(readLines(back)[0], { event: 'requested', command: '/rollback', thread: 1 });
  });
});

t.test('a failed host ends the watch with 1 and names the host', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const merging = when(/holds the plan/, async () => {
    const [pull] = await world.pulls('open');
    const merge = await world.alice.merge(pull?.number ?? 0);
    // Written by somebody whose statuses do not count, and by a node that would like to drive the terminal.
    await world.alice.setStatus(merge, 'lo/paris/edge-03/hello-world', 'success', 'installed 1.0: forged');
    await world.lo.setStatus(
      merge,
      'lo/paris/edge-03/hello-world',
      'failure',
      'failed 1.0: \u001b[2Jboom @org/team',
    );
  });

  const run = await runCli(
    ['deploy', 'hello-world', '--to', 'paris', '--watch', '--poll', '0.1', '--timeout', '10m'],
    {
      env: aliceOf(world),
      onStdout: merging.onStdout,
    },
  );
  await merging.done();

  t.equal(run.code, 1, run.stdout + run.stderr);
  t.match(run.stdout, /paris\/edge-03 {2}hello-world 1\.0 {2}failed/);
  t.notMatch(run.stdout, 'forged');
  t.notMatch(run.stdout, '\u001b', 'nothing of a node reaches the terminal as a control code');
  t.match(run.stderr, /CLI_DEPLOY_FAILED/);

  const status = await runCli(['status'], { env: aliceOf(world) });
  t.equal(status.code, 1, 'a failed host is a no');
  t.match(status.stdout, /paris +edge-03 +hello-world +1\.0 +1\.0 +failed/);
});

t.test('what CO refuses is said, with its reason, and ends with 1', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const watch = ['--watch', '--poll', '0.1', '--timeout', '10m'];

  const unknown = await runCli(['deploy', 'hello-world@9.9', '--to', 'berlin', ...watch], {
    env: aliceOf(world),
  });
  t.equal(unknown.code, 1, unknown.stdout + unknown.stderr);
  t.match(unknown.stderr, /CLI_COMMAND_REFUSED.*9\.9/);

  const reader = settings(world, world.forge.addToken('mallory'));
  const denied = await runCli(['deploy', 'hello-world', '--to', 'berlin', ...watch], { env: reader });
  t.equal(denied.code, 1, denied.stdout + denied.stderr);
  t.match(denied.stderr, /may not do this/);
  t.equal((await world.pulls()).length, 0);
});

t.test('a watch that takes too long ends with 75, Ctrl-C with 130', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());
  const argv = ['deploy', 'hello-world', '--to', 'berlin', '--watch', '--poll', '0.1'];

  const late = await runCli([...argv, '--timeout', '1s'], { env: aliceOf(world) });
  t.equal(late.code, 75);
  t.match(late.stderr, /CLI_WATCH_TIMEOUT/);

  const controller = new AbortController();
  const stopped = await runCli(argv, {
    env: aliceOf(world),
    signal: controller.signal,
    onStdout: (text) => text.includes('asked for in') && controller.abort(),
  });
  t.equal(stopped.code, 130);
  t.equal(stopped.stderr, '', 'no error and no stack trace');
});

t.test('without a token nothing is written, and a wrong one is said plainly', async (t) => {
  const world = await startWorld();
  t.teardown(() => world.close());

  const none = await runCli(['deploy', 'hello-world', '--to', 'berlin'], { env: settings(world, '') });
  t.equal(none.code, 77);
  t.match(none.stderr, /CLI_TOKEN_MISSING/);

  const wrong = await runCli(['deploy', 'hello-world', '--to', 'berlin'], {
    env: settings(world, 'canary-wrong-token'),
  });
  t.equal(wrong.code, 77);
  t.match(wrong.stderr, /GITHUB_UNAUTHENTICATED/);
  t.notMatch(wrong.stderr, 'canary-wrong-token');
});
