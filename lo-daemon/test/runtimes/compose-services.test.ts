import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContainerRig } from '@colo/scripts/edge-host';
import t from 'tap';
import { OWNER } from '../node/node-rig.ts';
import { ageCompose } from './age-layout.ts';
import { openNode } from './compose-node.ts';
import { openPodman, podmanCompose } from './compose-tools.ts';

t.setTimeout(900_000);

const containers = await openPodman(t);
if (containers !== undefined) testServices(containers);

/** What podman-compose would do by itself is another thing each time. */
function testServices(containers: ContainerRig): void {
  const sleeping = `    image: ${containers.image}\n    command: [/bin/sleep, "1000"]\n    stop_grace_period: 1s\n`;

  t.test('services with profiles stay away, but for those that another needs', async (t) => {
    const { rig, component, listContainers } = await openNode(t, podmanCompose(containers));
    const more = `    depends_on: [needed]
  needed:\n${sleeping}    profiles: [full]
  debug:\n${sleeping}    profiles: [debug]
`;

    t.match(await rig.run(component({ label: 'A', more })), { result: { outcome: 'installed' } });

    t.match(await listContainers(), [/needed[_-]1 Up/, /web[_-]1 Up/]);
  });

  t.test('containers of one service share a volume without a name', async (t) => {
    const { rig, component } = await openNode(t, podmanCompose(containers));
    const more = `  two:\n${sleeping}    volumes: [/shared]\n    deploy: { replicas: 2 }\n`;
    t.match(await rig.run(component({ label: 'A', more })), { result: { outcome: 'installed' } });
    const [one = '', other = ''] = (
      await containers.podman('ps', '-q', '--filter', 'label=colo.dev/service=two')
    ).split('\n');

    await containers.podman('exec', one, '/bin/sh', '-c', 'echo both >/shared/made');

    t.equal(await containers.podman('exec', other, '/bin/cat', '/shared/made'), 'both\n');
  });

  t.test('what an older runner left without a place is kept aside, and said', async (t) => {
    const { rig, component } = await openNode(t, podmanCompose(containers));
    t.match(await rig.run(component({ label: 'A' })), { result: { outcome: 'installed' } });
    await ageCompose(rig, podmanCompose(containers));
    const [folder = ''] = (await readdir(join(rig.slotFolder, 'run'))).filter((name) =>
      /^c[0-9a-f]{16}$/.test(name),
    );
    await writeFile(join(rig.slotFolder, 'run', folder, 'stray'), 'kept');
    // The folder of the last good version stays as it is until another has taken its place.
    t.match(await rig.run(component({ label: 'B' }), { generation: 2, action: 'update' }), {
      result: { message: '' },
    });

    const end = await rig.run(component({ label: 'C' }), { generation: 3, action: 'update' });

    t.match(end, { result: { outcome: 'installed', message: /kept in .*\/former\// } });
    t.equal(
      await readFile(join(rig.workdir, 'data', OWNER, 'hello/web/former', folder, 'stray'), 'utf8'),
      'kept',
    );
  });

  t.test(
    "what the engine does not start fails at once, with the engine's own words; what ran comes back",
    async (t) => {
      const { rig, component, listContainers } = await openNode(t, podmanCompose(containers));
      t.match(await rig.run(component({ label: 'A' })), { result: { outcome: 'installed' } });

      const more = '    user: nobody-of-this-name\n';
      const end = await rig.run(component({ label: 'B', more }), { generation: 2, action: 'update' });

      t.match(end, {
        result: {
          outcome: 'rolled-back',
          code: 'APPLY_FAILED',
          message: /podman-compose up started no container of web: Error: .*nobody-of-this-name/,
        },
      });
      t.match(await listContainers(), [/web[_-]1 Up/]);
    },
  );

  t.test('a tool that cannot do what is written is refused by name, before anything stops', async (t) => {
    const { rig, component, readInstance } = await openNode(t, podmanCompose(containers));
    t.match(await rig.run(component({ label: 'A' })), { result: { outcome: 'installed' } });
    const instance = await readInstance();

    const prepared = await rig.prepare(component({ label: 'B', more: '    network_mode: none\n' }));

    await t.rejects(rig.client.stage(prepared), {
      code: 'NODE_STAGE_FAILED',
      message:
        /cannot start web with network_mode none; the component needs docker compose or docker-compose/,
    });
    t.equal(await readInstance(), instance);
  });

  t.test(
    'a folder in one that an earlier version wrote is refused by name, before anything stops',
    async (t) => {
      const { rig, component, readInstance } = await openNode(t, podmanCompose(containers));
      const mounting = (label: string, folder: string) =>
        component({ label, more: `    volumes: ["./${folder}:/data"]\n` });
      t.match(await rig.run(mounting('A', 'data')), { result: { outcome: 'installed' } });
      const instance = await readInstance();

      for (const [index, folder] of ['data/sub', 'data'].entries()) {
        const end = await rig.run(mounting(`B${index}`, folder), { generation: index + 2, action: 'update' });
        t.match(
          end,
          folder === 'data'
            ? { result: { outcome: 'installed' } }
            : {
                result: {
                  code: 'APPLY_FAILED',
                  message: /\.\/data\/sub cannot be mounted writable: an earlier version mounted \.\/data;/,
                },
              },
        );
        if (folder !== 'data') t.equal(await readInstance(), instance, 'what runs stays');
      }
    },
  );
}
