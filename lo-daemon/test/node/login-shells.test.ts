import { accessSync, constants } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EdgeHostKind } from '@colo/scripts/edge-host';
import t, { type Test } from 'tap';
import { ssh2Transport } from '../../src/transports/ssh2/ssh2-transport.ts';
import { skipTest } from '../skip-test.ts';
import { bestHostKind, openSshHost } from '../ssh-hosts.ts';
import { createNodeRig, type NodeRig } from './node-rig.ts';
import { sampleComponent } from './sample-component.ts';

/** Shells that read a command each in its own way. */
const SHELLS = ['/bin/sh', '/bin/bash', '/bin/tcsh'] as const;

for (const shell of SHELLS) {
  if (!isProgram(shell)) {
    skipTest(t, `a host whose login shell is ${shell}`, `${shell} is not installed`);
    continue;
  }
  t.test(`a host whose login shell is ${shell} is served`, async (t) => {
    const rig = await openRig(t, shell, bestHostKind());

    t.match(await rig.run(sampleComponent({ label: 'A', out: rig.out })), {
      kind: 'finished',
      result: { outcome: 'installed' },
    });

    t.match(await rig.client.observe(), { slots: [{ phase: 'finished', generation: 1 }] });
  });
}

/** What a login shell may write before it obeys. */
const NOISE = {
  'a line': 'echo Welcome',
  'a line without an end': 'printf "Welcome> "',
  'lines of another system': 'printf "Welcome\\r\\n\\r\\n"',
  'binary bytes': 'printf "\\000\\377\\033[2J\\300"',
  'a long text': 'head -c 1000000 /dev/zero',
  'more on standard error than is kept': 'head -c 5000000 /dev/zero >&2',
  'its commands': 'set -v; echo "$@"',
} as const;

for (const [what, command] of Object.entries(NOISE)) {
  t.test(`a login shell that first writes ${what} is in nobody's way`, async (t) => {
    const rig = await openRig(t, await writeShell(t, `${command}\nexec /bin/sh "$@"`));

    t.match(await rig.client.observe(), { slots: [] });
  });
}

/** Login shells that never come to the command, and what is said of it. */
const OBSTACLES = {
  'ends with a word': ['echo "This account is disabled."; exit 1', /"This account is disabled\."/],
  'ends with a word on standard error': ['echo "no such term" >&2; exit 1', /standard error: "no such term"/],
  'ends without a word': ['exit 0', /It wrote nothing/],
  'draws on the screen': ['printf "\\033[2J\\033]0;x\\007Menu\\r\\n\\n1) log"; exit 0', /"Menu 1\) log"/],
} as const;

for (const [what, [command, said]] of Object.entries(OBSTACLES)) {
  t.test(`a login shell that ${what} is shown`, async (t) => {
    const rig = await openRig(t, await writeShell(t, command));

    await t.rejects(rig.client.observe(), { code: 'NODE_PROTOCOL', kind: 'transient', message: said });
  });
}

t.test('a login shell that asks and waits is shown when the time is up', async (t) => {
  const shell = await writeShell(t, 'printf "Project [a/b]? "; exec sleep 1000');
  const rig = await openRig(t, shell);
  const client = rig.newClient({ timing: { observeTimeoutMs: 3000 } });

  await t.rejects(client.observe(), { code: 'NODE_OUTCOME_UNKNOWN', message: /"Project \[a\/b\]\?"/ });
});

async function openRig(t: Test, shell: string, kind: EdgeHostKind = 'ssh2'): Promise<NodeRig> {
  const { target } = await openSshHost(t, kind, { shell });
  return createNodeRig(t, { target, transport: ssh2Transport });
}

async function writeShell(t: Test, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'colo-shell-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'shell');
  await writeFile(file, `#!/bin/sh\n${text}\n`);
  await chmod(file, 0o755);
  return file;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Not installed.
    return false;
  }
}
