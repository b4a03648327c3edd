import { isColoError } from '@colo/schemas/errors';
import t from 'tap';
import { resolveRuntimeGuard } from '../../src/config/resolve-runtime-guard.ts';
import { composeRuntime } from '../../src/runtimes/compose/compose-runtime.ts';
import { contentFile, DEPLOYMENT_ID, targetOf } from '../node/sample-component.ts';

type Guard = Parameters<typeof resolveRuntimeGuard>[0];

/** `ok`, or the code and the fix with which a compose service is refused. */
async function judge(service: string, guard: Guard = {}, rest = ''): Promise<string> {
  const compose = `services:\n  web:\n    image: example/web\n    ${service.replaceAll('\n', '\n    ')}\n${rest}`;
  const component = {
    site: 'eu/berlin',
    host: 'edge-01',
    applicationId: 'hello',
    deploymentId: DEPLOYMENT_ID,
    component: 'web',
    type: 'compose',
    version: '1.0',
    digest: targetOf('A'),
    properties: { packageLocation: 'compose.yaml' },
    environment: { TAG: '1', SOURCE: '/etc' },
    files: [contentFile('compose.yaml', compose), contentFile('data/file', 'x')],
  };
  try {
    await composeRuntime.prepare(component, resolveRuntimeGuard(guard));
    return 'ok';
  } catch (error) {
    return isColoError(error) ? `${error.code}: ${error.message} ${error.fix ?? ''}` : String(error);
  }
}

t.test('a site grants each thing by its own setting, and nothing else with it', async (t) => {
  const cases: readonly (readonly [string, Guard, string])[] = [
    ['privileged: true', { privileged: true }, 'network_mode: host'],
    ['network_mode: host', { hostNetwork: true }, 'pid: host'],
    ['pid: host', { hostPid: true }, 'privileged: true'],
    ['volumes: ["/run/docker.sock:/s"]', { dockerSocket: true }, 'volumes: ["/run/other:/s"]'],
    ['cap_add: [NET_ADMIN]', { capabilities: ['NET_ADMIN'] }, 'cap_add: [NET_ADMIN, SYS_ADMIN]'],
    ['cap_add: [cap_net_admin]', { capabilities: ['CAP_NET_ADMIN'] }, 'cap_add: [ALL]'],
    ['devices: ["/dev/ttyUSB0:/dev/x:rw"]', { devices: ['/dev/ttyUSB0'] }, 'devices: ["/dev/sda"]'],
    [
      'devices: [{ source: /dev/ttyUSB0, target: /dev/x }]',
      { devices: ['/dev/ttyUSB0'] },
      'devices: ["/dev/ttyUSB0/../sda"]',
    ],
    ['volumes: ["/srv/data/a:/a"]', { bindMounts: ['/srv/data'] }, 'volumes: ["/srv/database:/a"]'],
  ];
  for (const [granted, guard, other] of cases) {
    t.match(
      await judge(granted),
      /^NODE_PRIVILEGE_REFUSED: .*guard\.compose\./,
      `${granted} names its setting`,
    );
    t.equal(await judge(granted, guard), 'ok', granted);
    t.match(await judge(other, guard), /^NODE_PRIVILEGE_REFUSED: /, `${other} stays refused`);
  }
});
