import t from 'tap';
import { digestComponent } from '../../src/digests/digest-component.ts';
import type { ParameterValue } from '../../src/generated/desired-state.ts';
import { checkParameterValue } from '../../src/margo/check-parameter-value.ts';
import { computePlan } from '../../src/plan/compute-plan.ts';
import type { ResolvedComponent, ResolvedHost } from '../../src/resolve/resolved.ts';
import { listSecretUses, sealComponent } from '../../src/resolve/seal-component.ts';

function component(values: Readonly<Record<string, ParameterValue>>): ResolvedComponent {
  const content = { type: 'process', properties: {}, values, files: [] };
  return { name: 'web', source: 'package', digest: digestComponent(content), ...content };
}

const secret = component({ PASSWORD: { secretRef: 'db' }, PORT: 8080 });

t.test('a component names the secrets it needs, and where they go', async (t) => {
  t.same(listSecretUses(secret), [{ pointer: 'PASSWORD', name: 'db' }]);
  t.same(listSecretUses(component({ PORT: 8080, LIST: ['a'] })), []);
});

t.test('a seal changes the digest and nothing else', async (t) => {
  const one = sealComponent(secret, () => 'one');
  const again = sealComponent(one, () => 'one');
  const other = sealComponent(secret, () => 'other');

  t.not(one.digest, secret.digest);
  t.equal(again.digest, one.digest);
  t.not(other.digest, one.digest);
  t.same({ ...one, digest: '' }, { ...secret, digest: '' });
  const plain = component({ PORT: 8080 });
  t.equal(
    sealComponent(plain, () => 'one'),
    plain,
  );
});

t.test('another secret is another digest, and a secret is not the text of its name', async (t) => {
  const digests = new Set(
    [{ secretRef: 'db' }, { secretRef: 'db2' }, 'db', '{ secretRef: db }'].map(
      (value) => component({ PASSWORD: value }).digest,
    ),
  );
  t.equal(digests.size, 4);
});

t.test(
  'a plan says that a value became a secret, and claims no update where the reference is the same',
  async (t) => {
    function host(password: ParameterValue): ResolvedHost {
      const components = [component({ PASSWORD: password })];
      const application = {
        applicationId: 'app',
        deploymentId: '5f0c0000-0000-5000-8000-000000000000',
        version: '1.0',
        profileId: 'p',
        packageDigest: `sha256:${'1'.repeat(64)}`,
      };
      return { host: 'edge-01', applications: [{ ...application, components }] };
    }
    const reference = { secretRef: 'db' };
    const planOf = (before: ParameterValue, after: ParameterValue) =>
      computePlan({ site: 'berlin', before: [host(before)], after: [host(after)] }).hosts[0]?.operations ??
      [];

    t.match(planOf(reference, reference), [{ kind: 'noop' }]);
    t.match(planOf('hunter2', reference), [{ kind: 'update-component', reason: /value PASSWORD/ }]);
    t.notMatch(JSON.stringify(planOf('hunter2', reference)), 'hunter2');
  },
);

t.test('no rule is broken by a secret, whose value nobody knows here', async (t) => {
  const rules = [
    { name: 'r', dataType: 'integer', allowEmpty: false, minValue: 3 },
    { name: 'r', dataType: 'string', allowEmpty: false, regexMatch: '^x$', options: ['x'] },
    { name: 'r', dataType: 'array[string]', allowEmpty: false },
  ];
  for (const rule of rules) t.equal(checkParameterValue(rule, { secretRef: 'db' }), undefined);
});
