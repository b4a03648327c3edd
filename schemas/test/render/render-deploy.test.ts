import t from 'tap';
import type { Deployment, DesiredState } from '../../src/generated/desired-state.ts';
import type { DeployRequest } from '../../src/render/deploy-request.ts';
import { makeDeploymentId, uuidV5 } from '../../src/render/deployment-id.ts';
import { renderDeploy } from '../../src/render/render-deploy.ts';
import { edgeHost, makeSite } from '../fixtures/fleet.ts';
import { helloContent, helloPackage, helloSource } from '../fixtures/hello.ts';

const compose = { runtimes: ['compose'] };
const hosts = [edgeHost('edge-02'), edgeHost('edge-01'), edgeHost('edge-03', { capabilities: compose })];
const site = makeSite('eu/berlin', hosts);

function request(change: Partial<DeployRequest> = {}): DeployRequest {
  return {
    site,
    groups: [],
    current: undefined,
    package: helloPackage(),
    content: helloContent,
    source: helloSource,
    hosts: ['edge-01'],
    by: 'person',
    ...change,
  };
}

function render(change: Partial<DeployRequest> = {}): DesiredState {
  const rendered = renderDeploy(request(change));
  if (!rendered.ok) throw new Error(rendered.errors.map(({ message }) => message).join('\n'));
  return rendered.desired;
}

function only(desired: DesiredState): Deployment {
  const [deployment] = desired.spec.deployments;
  if (deployment === undefined || desired.spec.deployments.length > 1) throw new Error('not one deployment');
  return deployment;
}

function faults(change: Partial<DeployRequest>): readonly string[] {
  const rendered = renderDeploy(request(change));
  return rendered.ok ? [] : rendered.errors.map(({ code, message }) => `${code} ${message}`);
}

t.test('a secret is stored by its name, over every other value, until it is unset or replaced', async (t) => {
  const first = render({ secrets: { greeting: 'db-password' } });
  t.match(only(first), {
    overrides: { greeting: { secretRef: 'db-password' } },
    parameters: { greeting: { value: { secretRef: 'db-password' } } },
  });
  t.same(only(render({ current: first })).overrides, { greeting: { secretRef: 'db-password' } }, 'it stays');
  t.same(only(render({ current: first, set: { greeting: 'Moin' } })).overrides, { greeting: 'Moin' });
  t.equal(only(render({ current: first, unset: ['greeting'] })).overrides, undefined);
  t.match(faults({ secrets: { nothing: 'x' } }), [/^RENDER_PARAMETER_UNKNOWN /]);
});

t.test('deployment ids are UUIDv5', async (t) => {
  // The example of RFC 9562, appendix A.4.
  t.equal(
    uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com'),
    '2ed6657d-e927-568b-95e1-2665a8aea6a2',
  );
  t.not(makeDeploymentId('a', 'b', 'c'), makeDeploymentId('a', 'b', 'd'));
  t.not(makeDeploymentId('a/b', 'c', 'd'), makeDeploymentId('a', 'b/c', 'd'));
});

t.test('a first deployment', async (t) => {
  t.strictSame(render({ hosts: ['edge-02', 'edge-01'], track: '^1.0' }), {
    apiVersion: 'colo.dev/v1alpha1',
    kind: 'DesiredState',
    metadata: { site: 'eu/berlin' },
    spec: {
      deployments: [
        {
          id: makeDeploymentId('eu/berlin', 'hello', 'process'),
          applicationId: 'hello',
          version: '1.0',
          source: helloSource,
          hosts: ['edge-01', 'edge-02'],
          profile: {
            id: 'hello-process',
            type: 'process',
            components: [
              { name: 'web', properties: { packageLocation: 'hello' } },
              { name: 'worker', properties: { packageLocation: 'hello' } },
            ],
          },
          parameters: {
            greeting: {
              value: 'Hello',
              targets: [
                { pointer: 'GREETING', components: ['web'] },
                { pointer: 'WORD', components: ['worker'] },
              ],
            },
            port: { value: 8080, targets: [{ pointer: 'PORT', components: ['web'] }] },
          },
          track: '^1.0',
        },
      ],
    },
  });
});

t.test('hosts with other profiles form other deployments', async (t) => {
  const { deployments } = render({ hosts: ['edge-01', 'edge-02', 'edge-03'] }).spec;

  t.strictSame(
    deployments
      .map(({ hosts, profile, parameters }) => [profile.type, hosts, Object.keys(parameters)])
      .sort(),
    [
      ['compose', ['edge-03'], ['greeting', 'replicas']],
      ['process', ['edge-01', 'edge-02'], ['greeting', 'port']],
    ],
  );
});

t.test('entries are sorted by id, whatever the order of profiles', async (t) => {
  const { profiles } = helloPackage();
  for (const order of [profiles, [...profiles].reverse()]) {
    const app = helloPackage({ profiles: order });
    const ids = render({ package: app, hosts: ['edge-01', 'edge-03'] }).spec.deployments.map(({ id }) => id);
    t.strictSame(ids, [...ids].sort());
    t.equal(ids.length, 2);
  }
});

t.test('two profiles of one type get ids of their own', async (t) => {
  const app = helloPackage();
  const [process] = app.profiles;
  if (process === undefined) throw new Error('fixture');
  const small = { ...process, id: 'small' };
  const big = { ...process, id: 'big', needs: { ...process.needs, cores: 4 } };
  const twoSizes = makeSite('eu/berlin', [
    edgeHost('edge-01'),
    edgeHost('edge-02', {
      capabilities: { runtimes: ['process'], cpu: { cores: 8, architecture: 'amd64' } },
    }),
  ]);
  const change = {
    package: { ...app, profiles: [big, small] },
    site: twoSizes,
    hosts: ['edge-01', 'edge-02'],
  };

  const first = render(change);
  const second = render({ ...change, current: first, set: { greeting: 'Moin' } });

  const summarize = ({ spec }: DesiredState) =>
    spec.deployments.map(({ id, profile, hosts }) => [id, profile.id, hosts]);
  t.equal(new Set(first.spec.deployments.map(({ id }) => id)).size, 2);
  t.strictSame(summarize(second), summarize(first));
});

t.test('precedence, low to high', async (t) => {
  const parameters = (greeting: string) => ({ hello: { greeting } });
  const groups = [
    { name: 'a', parameters: parameters('group a') },
    { name: 'b', parameters: parameters('group b') },
  ];
  const withSite = { ...site, spec: { ...site.spec, parameters: parameters('site') } };
  const withHost = makeSite('eu/berlin', [
    edgeHost('edge-01', { parameters: parameters('host') }),
    edgeHost('edge-02'),
  ]);
  const stored = render({ set: { greeting: 'stored' } });
  const rows = [
    [{}, 'Hello'],
    [{ groups: groups.slice(0, 1) }, 'group a'],
    [{ groups }, 'group b'],
    [{ groups, site: withSite }, 'site'],
    [{ groups, site: { ...withHost, spec: { ...withHost.spec, parameters: parameters('site') } } }, 'host'],
    [{ groups, site: withHost, current: stored }, 'stored'],
    [{ groups, site: withHost, current: stored, set: { greeting: 'set' } }, 'set'],
    [{ groups, site: withHost, current: stored, unset: ['greeting'] }, 'host'],
  ] as const;
  for (const [change, expected] of rows) {
    const { parameters: own, hostParameters } = only(render(change));
    t.equal(hostParameters?.['edge-01']?.['greeting'] ?? own['greeting']?.value, expected);
  }
});

t.test('only hosts that differ have values of their own', async (t) => {
  const withHost = makeSite('eu/berlin', [
    edgeHost('edge-01', { parameters: { hello: { greeting: 'Hello' } } }),
    edgeHost('edge-02', { parameters: { hello: { greeting: 'Moin' } } }),
  ]);

  const { hostParameters } = only(render({ site: withHost, hosts: ['edge-01', 'edge-02'] }));

  t.strictSame(hostParameters, { 'edge-02': { greeting: 'Moin' } });
});

t.test('a parameter may come from hosts alone', async (t) => {
  const parameters = { greeting: { targets: [{ pointer: 'GREETING', components: ['web'] }] } };
  const change = { package: helloPackage({ parameters }), hosts: ['edge-01', 'edge-02'] };
  const withHosts = makeSite('eu/berlin', [
    edgeHost('edge-01', { parameters: { hello: { greeting: 'one' } } }),
    edgeHost('edge-02', { parameters: { hello: { greeting: 'two' } } }),
  ]);

  const deployment = only(render({ ...change, site: withHosts }));

  t.equal(deployment.parameters['greeting']?.value, 'one');
  t.strictSame(deployment.hostParameters, { 'edge-02': { greeting: 'two' } });
  t.strictSame(faults(change), [
    'RENDER_PARAMETER_MISSING Parameter greeting has no value: hello 1.0 on eu/berlin.',
  ]);
});

t.test('an upgrade keeps id, overrides, track and hold, and takes the other hosts along', async (t) => {
  const hold = { reason: 'rollback', by: 'ada' };
  const before = only(render({ hosts: ['edge-01', 'edge-02'], set: { greeting: 'Moin' }, track: '^1.0' }));
  const current = { ...render(), spec: { deployments: [{ ...before, hold }] } };
  const app = helloPackage({ version: '1.1' });

  const rendered = renderDeploy(request({ current, package: app, hosts: ['edge-01'] }));

  t.ok(rendered.ok);
  if (!rendered.ok) return;
  const after = only(rendered.desired);
  t.strictSame(after, { ...before, version: '1.1', hold });
  t.strictSame(rendered.warnings, [
    'eu/berlin: host edge-02 shares a deployment with the chosen hosts and changes with them',
  ]);
  t.equal(only(render({ current, liftHold: true })).hold, undefined);
  t.equal(only(render({ current, track: null })).track, undefined);
});

t.test('a deployment widens its hosts', async (t) => {
  const current = render({ set: { greeting: 'Moin' } });

  const after = only(render({ current, hosts: ['edge-02'] }));

  t.strictSame(after, { ...only(current), hosts: ['edge-01', 'edge-02'] });
});

t.test('a host that changes its profile takes its overrides along', async (t) => {
  const current = render({ set: { greeting: 'Moin', port: '9090' }, track: '^1.0' });
  const nowCompose = makeSite('eu/berlin', [edgeHost('edge-01', { capabilities: compose })]);

  const rendered = renderDeploy(request({ current, site: nowCompose }));

  t.ok(rendered.ok);
  if (!rendered.ok) return;
  const after = only(rendered.desired);
  t.strictSame(after.overrides, { greeting: 'Moin' });
  t.equal(after.track, '^1.0');
  t.not(after.id, only(current).id);
  t.match(rendered.warnings[0], 'override port is dropped');
});

t.test('one of two hosts changes its profile', async (t) => {
  const current = render({ hosts: ['edge-01', 'edge-02'] });
  const changed = makeSite('eu/berlin', [
    edgeHost('edge-01', { capabilities: compose }),
    edgeHost('edge-02'),
  ]);

  const { deployments } = render({ current, site: changed, hosts: ['edge-01'] }).spec;

  t.strictSame(deployments.map(({ profile, hosts }) => [profile.type, hosts]).sort(), [
    ['compose', ['edge-01']],
    ['process', ['edge-02']],
  ]);
});

t.test('entries of other applications stay as they are', async (t) => {
  const other = {
    ...only(render()),
    id: makeDeploymentId('eu/berlin', 'zeta', 'process'),
    applicationId: 'zeta',
  };
  const current = { ...render(), spec: { deployments: [other] } };

  t.strictSame(
    render({ current }).spec.deployments.map(({ applicationId }) => applicationId),
    ['hello', 'zeta'],
  );
  t.equal(render({ current }).spec.deployments[1], other);
});

t.test('typed values become what the rule, or the default, says', async (t) => {
  const { overrides } = only(render({ hosts: ['edge-03'], set: { replicas: '3', greeting: '3' } }));
  t.strictSame(overrides, { greeting: '3', replicas: 3 });
});

t.test('rendering again changes nothing', async (t) => {
  const current = render({ set: { greeting: 'Moin' } });
  const again = renderDeploy(request({ current, set: { greeting: 'Moin' } }));
  t.match(again, { ok: true, changed: false });
});

for (const [name, change, expected] of [
  ['an unknown host', { hosts: ['edge-1', 'edge-01'] }, [/^RENDER_HOST_UNKNOWN .*did you mean edge-01\?/]],
  ['no host', { hosts: [] }, [/^RENDER_HOST_UNKNOWN/]],
  [
    'an unknown parameter',
    { set: { greetin: 'x' } },
    [/^RENDER_PARAMETER_UNKNOWN .*did you mean greeting\?/],
  ],
  ['an unknown parameter to unset', { unset: ['nothing'] }, [/^RENDER_PARAMETER_UNKNOWN/]],
  [
    'a parameter of another profile',
    { set: { replicas: '2' } },
    [/^RENDER_PARAMETER_UNKNOWN .*hello-process/],
  ],
  ['a name of the prototype', { set: { constructor: 'x' } }, [/^RENDER_PARAMETER_UNKNOWN/]],
  [
    'a value against its rule',
    { set: { greeting: 'far too long' } },
    [/^RENDER_PARAMETER_INVALID .*greeting/],
  ],
  ['a value of another type', { set: { port: 'http' } }, [/^RENDER_PARAMETER_INVALID .*port/]],
  [
    'an immutable parameter',
    { current: render(), set: { port: '9090' } },
    [/^RENDER_PARAMETER_IMMUTABLE .*port/],
  ],
  ['no range', { track: 'newest' }, [/^RENDER_TRACK_INVALID/]],
  ['other files', { content: { ...helloContent, files: [] } }, [/^RENDER_DIGEST_MISMATCH/]],
  [
    'a host that nothing fits',
    { site: makeSite('eu/berlin', [edgeHost('edge-01', { capabilities: { runtimes: ['helm'] } })]) },
    [/^RENDER_NO_PROFILE .*edge-01/],
  ],
  [
    'automation on hold',
    {
      by: 'automation',
      current: {
        ...render(),
        spec: { deployments: [{ ...only(render()), hold: { reason: 'bad', by: 'ada' } }] },
      },
    },
    [/^RENDER_ON_HOLD hello on eu\/berlin is on hold by ada: bad/],
  ],
  [
    'all faults at once',
    {
      hosts: ['edge-01', 'nowhere'],
      set: { greeting: 'far too long', port: '1', replicas: '2' },
      track: '!',
    },
    [
      /^RENDER_HOST_UNKNOWN/,
      /^RENDER_TRACK_INVALID/,
      /^RENDER_PARAMETER_UNKNOWN/,
      /^RENDER_PARAMETER_INVALID/,
      /^RENDER_PARAMETER_INVALID/,
    ],
  ],
] satisfies readonly (readonly [string, Partial<DeployRequest>, readonly RegExp[]])[]) {
  t.test(`refuses ${name}`, async (t) => t.match(faults(change), expected));
}

t.test('two parameters must not claim one pointer of a component', async (t) => {
  const targets = [{ pointer: 'X', components: ['web'] }];
  const app = helloPackage({ parameters: { a: { value: 1, targets }, b: { value: 2, targets } } });
  t.match(faults({ package: app }), [
    /^RENDER_PARAMETER_CONFLICT Parameters a and b both set X of component web/,
  ]);
});

t.test('a fault of one host names it', async (t) => {
  const bad = makeSite('eu/berlin', [
    edgeHost('edge-01', { parameters: { hello: { greeting: 'far too long' } } }),
    edgeHost('edge-02'),
  ]);

  const rendered = renderDeploy(request({ site: bad, hosts: ['edge-01', 'edge-02'] }));

  t.match(rendered, {
    ok: false,
    errors: [{ place: { site: 'eu/berlin', host: 'edge-01', application: 'hello' } }],
  });
});

t.test('mistyped names in the inventory are told', async (t) => {
  const typo = { ...site, spec: { ...site.spec, parameters: { hello: { greetin: 'x' } } } };
  t.match(renderDeploy(request({ site: typo })), {
    ok: true,
    warnings: [
      'site eu/berlin has a value for greetin, which hello 1.0 does not have; did you mean greeting?',
    ],
  });
});

t.test('automation may not lift a hold', async (t) => {
  const current = {
    ...render(),
    spec: { deployments: [{ ...only(render()), hold: { reason: 'bad', by: 'ada' } }] },
  };
  t.match(faults({ by: 'automation', liftHold: true, current }), [/^RENDER_ON_HOLD/]);
});
