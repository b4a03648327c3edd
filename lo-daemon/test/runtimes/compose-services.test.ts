import { type ContainerRig, startContainerRig } from '@colo/scripts/edge-host';
import t from 'tap';
import { skipTest } from '../skip-test.ts';
import { openNode } from './compose-node.ts';

t.setTimeout(900_000);

const containers = await startContainerRig();
if ('missing' in containers) {
  skipTest(t, 'compose projects', `no containers on this machine: ${containers.missing} is missing`);
} else {
  t.teardown(() => containers.stop());
  testServices(containers);
}

/** What podman-compose would do by itself is another thing each time. */
function testServices(containers: ContainerRig): void {
  const sleeping = `    image: ${containers.image}\n    command: [/bin/sleep, "1000"]\n    stop_grace_period: 1s\n`;

  t.test('services with profiles stay away, but for those that another needs', async (t) => {
    const { rig, component, listContainers } = await openNode(t, containers, 'podman-compose');
    const more = `    depends_on: [needed]
  needed:\n${sleeping}    profiles: [full]
  debug:\n${sleeping}    profiles: [debug]
`;

    t.match(await rig.run(component({ label: 'A', more })), { result: { outcome: 'installed' } });

    t.match(await listContainers(), [/needed[_-]1 Up/, /web[_-]1 Up/]);
  });

  t.test(
    "what the engine does not start fails at once, with the engine's own words; what ran comes back",
    async (t) => {
      const { rig, component, listContainers } = await openNode(t, containers, 'podman-compose');
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
    const { rig, component, readInstance } = await openNode(t, containers, 'podman-compose');
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
      const { rig, component, readInstance } = await openNode(t, containers, 'podman-compose');
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
