import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ColoError, isColoError } from '@colo/schemas/errors';
import t, { type Test } from 'tap';
import { isTransientFailure } from '../../src/actuate/attempt-failure.ts';
import { quoteShell } from '../../src/node/quote-shell.ts';
import { localTransport } from '../../src/transports/local/local-transport.ts';
import type { Transport } from '../../src/transports/transport.ts';
import { skipTest } from '../skip-test.ts';
import { createNodeRig, type NodeRig, startAndWait } from './node-rig.ts';
import { sampleComponent, targetOf } from './sample-component.ts';

const NOBODY = 65534;

/** This machine as `nobody`, who may do nothing. */
const asNobody: Transport = {
  ...localTransport,
  async connect(target, options) {
    const connection = await localTransport.connect(target, options);
    return {
      get closed() {
        return connection.closed;
      },
      close: () => connection.close(),
      exec: ({ command, ...call }) =>
        connection.exec({
          ...call,
          command: `setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups sh -c ${quoteShell(command)}`,
        }),
    };
  },
};

const lease = { holder: 'a'.repeat(64), start: 'b'.repeat(32), actor: 'x:/y', seconds: 600 };

/** A rig whose folders nobody may go through; its workdir is not there. */
async function createDeniedRig(t: Test): Promise<NodeRig> {
  const rig = await createNodeRig(t, { transport: asNobody });
  await chmod(rig.root, 0o755);
  await chmod(rig.out, 0o777);
  await rm(rig.workdir, { recursive: true });
  return rig;
}

async function catchError(work: Promise<unknown>): Promise<ColoError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isColoError(error)) throw new Error('it did not fail as expected', { cause: error });
  return error;
}

/** Does what the error says, as the person who reads it, who has sudo. */
function obey({ fix }: ColoError): void {
  const command = /`sudo (?<words>[^`]*)`/.exec(fix)?.groups?.['words'];
  if (command === undefined) throw new Error(`no command in ${fix}`);
  execFileSync('sh', ['-c', command]);
}

if (process.getuid?.() !== 0) skipTest(t, 'folders of another user', 'to become another user needs root');
else testDenials();

function testDenials(): void {
  t.test('a workdir that is missing below a folder of root', async (t) => {
    const rig = await createDeniedRig(t);

    const error = await catchError(rig.client.observe());

    t.match(error, { code: 'NODE_WRITE_DENIED', place: { host: 'edge-01' } });
    t.equal(
      error.message,
      `The user nobody may not write in ${rig.root}, which belongs to root (for the workdir ${rig.workdir}).`,
    );
    t.match(error.fix, `\`sudo install -d -o nobody ${rig.workdir}\``);
    obey(error);
    t.match(await rig.run(sampleComponent({ label: 'A', out: rig.out })), {
      result: { outcome: 'installed' },
    });
  });

  t.test('a workdir of root', async (t) => {
    const rig = await createDeniedRig(t);
    await mkdir(rig.workdir);

    const error = await catchError(rig.client.observe());

    t.match(error, {
      code: 'NODE_WRITE_DENIED',
      message: `The user nobody may not write in ${rig.workdir}, which belongs to root (the workdir).`,
    });
    obey(error);
    await rig.client.observe();
  });

  t.test('a workdir that root has worked in', async (t) => {
    const rig = await createDeniedRig(t);
    await mkdir(rig.workdir);
    await chown(rig.workdir, NOBODY, NOBODY);
    await rig.newClient({ transport: localTransport }).observe();

    const error = await catchError(rig.client.observe());

    t.match(error, {
      code: 'NODE_WRITE_DENIED',
      message: `may not write in ${rig.workdir}/runner, which belongs to root`,
    });
    obey(error);
    await rig.client.observe();
  });

  t.test('a folder of its own that its mode forbids', async (t) => {
    const rig = await createDeniedRig(t);
    await mkdir(rig.workdir);
    await chown(rig.workdir, NOBODY, NOBODY);
    await chmod(rig.workdir, 0o555);

    t.match(await catchError(rig.client.observe()), {
      code: 'NODE_WRITE_DENIED',
      fix: `\`ls -ld ${rig.workdir}\``,
    });
  });

  t.test('folders of root in a workdir, whatever is to be written there', async (t) => {
    const rig = await createDeniedRig(t);
    await mkdir(rig.workdir);
    await chown(rig.workdir, NOBODY, NOBODY);
    const component = sampleComponent({ label: 'A', out: rig.out });
    await rig.run(component);
    const client = rig.newClient({ lease });
    const [stage, leases, run] = [
      join(rig.workdir, 'stage'),
      join(rig.workdir, 'leases'),
      join(rig.slotFolder, 'run'),
    ];
    const next = sampleComponent({ label: 'B', out: rig.out });
    const intent = await rig.intentFor(next, { generation: 2, action: 'update' });

    await chown(stage, 0, 0);
    const staging = await catchError(rig.client.stage(await rig.prepare(next)));
    t.match(staging, { code: 'NODE_WRITE_DENIED', message: stage });
    obey(staging);

    await mkdir(leases);
    const claiming = await catchError(client.observe());
    t.match(claiming, { code: 'NODE_WRITE_DENIED', message: leases });
    await rm(leases, { recursive: true });

    await chown(join(rig.slotFolder, 'attempts'), 0, 0);
    const starting = await catchError(rig.client.start(intent));
    t.match(starting, { code: 'NODE_WRITE_DENIED', message: `${rig.slotFolder}/attempts` });
    obey(starting);

    await rig.client.stage(await rig.prepare(next));
    await chown(run, 0, 0);
    const end = await startAndWait(rig.client, intent);
    t.match(end, {
      result: {
        // What ran before was not touched.
        outcome: 'rolled-back',
        runs: targetOf('A'),
        code: 'WRITE_DENIED',
        message: `user nobody may not write in the folder of root ${run}`,
      },
    });
    t.equal(isTransientFailure('WRITE_DENIED'), true);
    await chown(run, NOBODY, NOBODY);
  });

  t.test('a mount that is read-only is told apart, for a user who may not write there either', async (t) => {
    const rig = await createDeniedRig(t);
    const disk = join(rig.root, 'read-only');
    await mkdir(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro,mode=0755', 'tmpfs', disk]);
    t.teardown(() => execFileSync('umount', ['-l', disk]));
    const place = { workdir: join(disk, 'colo') };

    t.match(await catchError(rig.newClient(place).observe()), { code: 'NODE_READ_ONLY' });
    t.match(await catchError(rig.newClient({ ...place, transport: localTransport }).observe()), {
      code: 'NODE_READ_ONLY',
    });

    execFileSync('mount', ['-o', 'remount,rw', disk]);
    t.match(await catchError(rig.newClient(place).observe()), { code: 'NODE_WRITE_DENIED', message: disk });
  });
}
