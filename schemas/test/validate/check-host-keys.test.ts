import t from 'tap';
import { readSite } from '../../src/documents/read-site.ts';
import { parseYaml } from '../../src/documents/yaml/parse-yaml.ts';
import { checkHostKeys } from '../../src/validate/check-host-keys.ts';

const blob = 'AAAAC3NzaC1lZDI1NTE5AAAAIG5vIGhvc3QgaGFzIHRoaXMga2V5OiB0ZXN0cyBvbmx5';

function check(key: string, lines = `\n        - ${key}`): readonly string[] {
  const text = `apiVersion: colo.dev/v1alpha1
kind: Site
metadata:
  name: berlin
spec:
  hosts:
    - name: edge-01
      address: 192.0.2.1
      user: colo
      hostKeys:${lines}
      capabilities:
        runtimes: [compose]
`;
  const parsed = parseYaml(text, { file: 'site.yaml' });
  const site = readSite(text, { file: 'site.yaml' });
  if (!parsed.ok || !site.ok) throw new Error('the site is not in its form');
  return checkHostKeys(site.value, parsed.value).map(
    ({ severity, code, line, column, message }) => `${line}:${column} ${severity} ${code} ${message}`,
  );
}

const start = '11:11 warning SITE_HOST_KEY_INVALID spec.hosts[0].hostKeys[0] is no key of a host: ';

t.test('a host key as ssh-keyscan prints it is taken', async (t) => t.same(check(`ssh-ed25519 ${blob}`), []));

t.test('a key that was cut off is told at its place', async (t) => {
  t.same(check(`ssh-ed25519 ${blob.slice(0, 40)}`), [`${start}it is cut off or mistyped`]);
  t.same(check('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5'), [`${start}it is cut off or mistyped`]);
});

t.test('a key with a letter lost is told', async (t) => {
  t.same(check(`ssh-ed25519 ${blob.replace('AAAA', 'AAA')}`), [`${start}it is cut off or mistyped`]);
});

t.test('a key of another type than it says is told', async (t) => {
  t.same(check(`ssh-rsa ${blob}`), [`${start}it is of type ssh-ed25519, not ssh-rsa`]);
});

t.test('a list without a key is told, but for hosts that are reached by other means', async (t) => {
  const message = 'spec.hosts[0].hostKeys has no key, so that LO refuses the host';

  t.same(check('', ' []'), [`10:17 warning SITE_HOST_KEY_INVALID ${message}`]);
  t.same(check('', ' []\n      transport: openssh'), []);
});
