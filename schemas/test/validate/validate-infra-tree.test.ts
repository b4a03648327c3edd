import t from 'tap';
import { writeDocument } from '../../src/documents/write-document.ts';
import type { Deployment, DesiredState } from '../../src/generated/desired-state.ts';
import type { FleetPolicy } from '../../src/generated/fleet-policy.ts';
import type { Site } from '../../src/generated/site.ts';
import { packageFolder } from '../../src/validate/package-folder.ts';
import { validateInfraTree } from '../../src/validate/validate-infra-tree.ts';
import {
  desired,
  digestFiles,
  folder,
  infraTree,
  packageFiles,
  placePackage,
  policy,
  site,
  type Tree,
} from '../fixtures/infra-tree.ts';
import { createMemoryRepo } from '../fixtures/memory-repo.ts';

const STATE = 'sites/eu/berlin/desiredstate.yaml';
const INVENTORY = 'sites/eu/berlin/site.yaml';

async function validate(tree: Tree, only?: readonly string[]): Promise<readonly string[]> {
  const found = await validateInfraTree(createMemoryRepo(tree), only === undefined ? {} : { only });
  return found.map(
    ({ code, file, severity }) => `${severity === 'warning' ? 'warning ' : ''}${code} ${file}`,
  );
}

function without(tree: Tree, ...paths: readonly string[]): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([path]) => !paths.includes(path)));
}

/** The sound desired state with its one deployment changed. */
function withDeployment(change: (deployment: Deployment) => Deployment): Tree {
  const state: DesiredState = { ...desired, spec: { deployments: desired.spec.deployments.map(change) } };
  return { ...infraTree, [STATE]: writeDocument(state) };
}

t.test('a sound tree has no faults', async (t) => {
  t.same(await validate(infraTree), []);
  t.same(await validate(infraTree, [STATE]), []);
  t.same(await validate({ 'colo.yaml': infraTree['colo.yaml'] ?? '' }), []);
});

const SECRET = 'sites/eu/berlin/secrets';
const AGE = 'age-encryption.org/v1\n-> X25519 …\n';

t.test('encrypted secrets may lie beside a site, binary or armored', async (t) => {
  const armored = '-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n';
  t.same(await validate({ ...infraTree, [`${SECRET}/db.age`]: AGE, [`${SECRET}/b-2.age`]: armored }), []);
});

const cases: readonly (readonly [string, Tree, readonly string[]])[] = [
  [
    'a secret that is not encrypted',
    { ...infraTree, [`${SECRET}/db.age`]: 'hunter2\n' },
    [`TREE_SECRET_REFUSED ${SECRET}/db.age`],
  ],
  [
    'a secret by another name',
    { ...infraTree, [`${SECRET}/DB.txt`]: AGE },
    [`TREE_SECRET_REFUSED ${SECRET}/DB.txt`],
  ],
  [
    'a secret in a folder of its own',
    { ...infraTree, [`${SECRET}/a/db.age`]: AGE },
    [`TREE_SECRET_REFUSED ${SECRET}/a/db.age`],
  ],
  [
    'a secret too large',
    { ...infraTree, [`${SECRET}/db.age`]: AGE.padEnd(131_073, 'x') },
    [`TREE_SECRET_REFUSED ${SECRET}/db.age`],
  ],
  ['no policy', without(infraTree, 'colo.yaml'), ['TREE_DOCUMENT_MISSING colo.yaml']],
  ['a site without inventory', without(infraTree, INVENTORY), [`TREE_DOCUMENT_MISSING ${INVENTORY}`]],
  ['a site without desired state', without(infraTree, STATE), []],
  ['an empty desired state file', { ...infraTree, [STATE]: '' }, [`DOCUMENT_EMPTY ${STATE}`]],
  [
    'a desired state that is no text',
    { ...infraTree, [STATE]: new Uint8Array([0xff, 0xfe]) },
    [`DOCUMENT_NOT_TEXT ${STATE}`],
  ],
  [
    'a site within a site',
    { ...infraTree, 'sites/eu/site.yaml': writeDocument({ ...site, metadata: { name: 'eu' } }) },
    [`SITE_NESTED ${INVENTORY}`],
  ],
  [
    'a site of another name',
    { ...infraTree, [INVENTORY]: writeDocument({ ...site, metadata: { name: 'eu/paris' } }) },
    [`SITE_NAME_MISMATCH ${INVENTORY}`],
  ],
  [
    'a folder that is no name',
    { ...infraTree, 'sites/EU/site.yaml': writeDocument(site) },
    ['TREE_PATH_COLLISION sites/eu/berlin/desiredstate.yaml', 'TREE_PATH_REFUSED sites/EU/site.yaml'].sort(),
  ],
  [
    'a site without a folder',
    { ...infraTree, 'sites/site.yaml': writeDocument(site) },
    ['TREE_PATH_REFUSED sites/site.yaml'],
  ],
  [
    'a near miss',
    { ...infraTree, 'sites/eu/berlin/desired-state.yml': 'x' },
    ['warning TREE_FILE_MISPLACED sites/eu/berlin/desired-state.yml'],
  ],
  [
    'a link for a document',
    { ...infraTree, [STATE]: { mode: '120000', content: '/etc/passwd' } },
    [`TREE_MODE_REFUSED ${STATE}`],
  ],
  [
    'a package that is not there',
    without(infraTree, ...Object.keys(placePackage(folder))),
    [`TREE_PACKAGE_MISSING ${STATE}`],
  ],
  [
    'a package edited in place',
    { ...infraTree, [`${folder}/server/run.sh`]: '#!/bin/sh\nrm -rf /\n' },
    [`TREE_PACKAGE_EDITED ${folder}`],
  ],
  [
    'a file added to a package',
    { ...infraTree, [`${folder}/README.md`]: 'x' },
    [`TREE_PACKAGE_EDITED ${folder}`],
  ],
  [
    'a package file made executable',
    {
      ...infraTree,
      [`${folder}/server/run.sh`]: { mode: '100755', content: packageFiles['server/run.sh'] ?? '' },
    },
    [`TREE_PACKAGE_EDITED ${folder}`],
  ],
  [
    'a link in a package',
    { ...infraTree, [`${folder}/x`]: { mode: '120000' } },
    [`TREE_MODE_REFUSED ${folder}/x`],
  ],
  [
    'a submodule in a package',
    { ...infraTree, [`${folder}/x`]: { mode: '160000' } },
    [`TREE_MODE_REFUSED ${folder}/x`],
  ],
  [
    'a setuid file in a package',
    { ...infraTree, [`${folder}/x`]: { mode: '104755' } },
    [`TREE_MODE_REFUSED ${folder}/x`],
  ],
  [
    'a file beside packages',
    { ...infraTree, 'packages/hello-world/latest/margo.yaml': 'x' },
    ['TREE_FILE_MISPLACED packages/hello-world/latest/margo.yaml'],
  ],
  [
    'a host that is not listed',
    withDeployment(({ hostParameters: _, ...each }) => ({ ...each, hosts: ['edge-01', 'edge-9'] })),
    [`DESIRED_HOST_UNKNOWN ${STATE}`],
  ],
  [
    'a registry that is not allowed',
    withDeployment((each) => ({ ...each, source: { ...each.source, repository: 'evil/apps' } })),
    [`POLICY_REGISTRY_REFUSED ${STATE}`],
  ],
  [
    'a registry in other letters',
    withDeployment((each) => ({ ...each, source: { ...each.source, repository: 'Acme/Apps' } })),
    [],
  ],
  [
    'another version than the package',
    withDeployment((each) => ({ ...each, version: '1.1' })),
    [`DESIRED_PACKAGE_DISAGREES ${STATE}`],
  ],
  [
    'another profile than the package',
    withDeployment((each) => ({ ...each, profile: { ...each.profile, id: 'other' } })),
    [`DESIRED_PACKAGE_DISAGREES ${STATE}`],
  ],
  [
    'another type than the package',
    withDeployment((each) => ({ ...each, profile: { ...each.profile, type: 'helm' } })),
    [`DESIRED_PACKAGE_DISAGREES ${STATE}`],
  ],
  [
    'other properties than the package',
    withDeployment((each) => ({
      ...each,
      profile: { ...each.profile, components: [{ name: 'hello', properties: { packageLocation: 'evil' } }] },
    })),
    [`DESIRED_PACKAGE_DISAGREES ${STATE}`],
  ],
  [
    'another pointer than the package',
    withDeployment((each) => ({
      ...each,
      parameters: { greeting: { value: 'x', targets: [{ pointer: 'PATH', components: ['hello'] }] } },
    })),
    [`DESIRED_PACKAGE_DISAGREES ${STATE}`],
  ],
  [
    'a parameter too many',
    withDeployment((each) => ({
      ...each,
      parameters: {
        ...each.parameters,
        extra: { value: 'x', targets: [{ pointer: 'X', components: ['hello'] }] },
      },
    })),
    [`DESIRED_PARAMETER_UNKNOWN ${STATE}`],
  ],
  [
    'a parameter too few',
    withDeployment(({ overrides: _, hostParameters: __, ...each }) => ({ ...each, parameters: {} })),
    [`DESIRED_PACKAGE_DISAGREES ${STATE}`],
  ],
  [
    'a value that its rule refuses',
    withDeployment(({ overrides: _, hostParameters: __, ...each }) => ({
      ...each,
      parameters: {
        greeting: { value: 'x'.repeat(30), targets: each.parameters['greeting']?.targets ?? [] },
      },
    })),
    [`DESIRED_PARAMETER_REFUSED ${STATE}`],
  ],
  [
    'a host value that its rule refuses',
    withDeployment((each) => ({ ...each, hostParameters: { 'edge-02': { greeting: '' } } })),
    [`DESIRED_PARAMETER_REFUSED ${STATE}`],
  ],
  [
    'a group parameter of nothing',
    {
      ...infraTree,
      'colo.yaml': writeDocument({
        ...policy,
        spec: {
          ...policy.spec,
          groups: [{ name: 'g', parameters: { 'hello-world': { greting: 'x' }, other: { a: 1 } } }],
        },
      }),
    },
    ['warning DESIRED_PARAMETER_UNKNOWN colo.yaml'],
  ],
  [
    'a site parameter that its rule refuses',
    {
      ...infraTree,
      [INVENTORY]: writeDocument({
        ...site,
        spec: { ...site.spec, parameters: { 'hello-world': { greeting: '' } } },
      }),
    },
    [`warning DESIRED_PARAMETER_REFUSED ${INVENTORY}`],
  ],
];
for (const [name, tree, expected] of cases) {
  t.test(`finds ${name}, once`, async (t) => {
    t.same((await validate(tree)).toSorted(), expected.toSorted());
  });
}

t.test('names the place of a fault across documents', async (t) => {
  const tree = withDeployment((each) => ({ ...each, version: '1.1' }));
  const [found] = await validateInfraTree(createMemoryRepo(tree));

  t.match(found, {
    line: 9,
    column: 16,
    pointer: '/spec/deployments/0/version',
    message: /is version 1\.0, not 1\.1$/,
  });
});

t.test('one faulty package that many sites name is one fault', async (t) => {
  const berlin = infraTree[STATE];
  const inventory = infraTree[INVENTORY];
  if (typeof berlin !== 'string' || typeof inventory !== 'string')
    throw new Error('the tree has no documents');
  const more = Object.fromEntries(
    ['eu/paris', 'eu/rome'].flatMap((name) => [
      [`sites/${name}/site.yaml`, inventory.replace('eu/berlin', name)],
      [`sites/${name}/desiredstate.yaml`, berlin.replace('eu/berlin', name)],
    ]),
  );

  t.same(await validate({ ...infraTree, ...more }), []);
  t.same(await validate({ ...infraTree, ...more, [`${folder}/x`]: 'x' }), [`TREE_PACKAGE_EDITED ${folder}`]);
});

t.test('with changed paths, checks what they touch and reads no more', async (t) => {
  const broken: Tree = {
    ...infraTree,
    'sites/us/site.yaml': 'broken',
    'sites/us/desiredstate.yaml': 'broken',
    [`packages/other/${'0'.repeat(64)}/margo.yaml`]: 'broken',
  };
  const repo = createMemoryRepo(broken);

  t.same(await validateInfraTree(repo, { only: [STATE] }), []);
  t.notOk(repo.reads.some((path) => path.startsWith('sites/us/') || path.startsWith('packages/other/')));
  t.same(await validate(broken, ['README.md']), []);
  t.match(await validate(broken, ['sites/us/site.yaml']), [
    / sites\/us\/desiredstate\.yaml$/,
    / sites\/us\/site\.yaml$/,
  ]);
  t.match(await validate(broken, [`packages/other/${'0'.repeat(64)}/margo.yaml`]), [
    /^TREE_PACKAGE_EDITED packages\/other\//,
  ]);
});

t.test('a package that goes away while a site names it is found by its removed path', async (t) => {
  const paths = Object.keys(placePackage(folder));

  t.same(await validate(without(infraTree, ...paths), paths), [`TREE_PACKAGE_MISSING ${STATE}`]);
  t.same(await validate(without(infraTree, ...paths.slice(0, 1)), paths.slice(0, 1)), [
    `TREE_PACKAGE_EDITED ${folder}`,
  ]);
});

t.test('a desired state that goes away while its site stays is refused; a whole site may go', async (t) => {
  t.same(await validate(without(infraTree, STATE), [STATE]), [`TREE_DOCUMENT_MISSING ${STATE}`]);
  t.same(await validate(without(infraTree, STATE, INVENTORY), [STATE, INVENTORY]), []);
});

t.test('two versions of a package lie side by side', async (t) => {
  const newer = {
    ...packageFiles,
    'margo.yaml': (packageFiles['margo.yaml'] ?? '').replace('"1.0"', '"1.1"'),
  };
  const digest = await digestFiles(newer);

  t.same(await validate({ ...infraTree, ...placePackage(packageFolder('hello-world', digest), newer) }), []);
});

t.test('a package in the folder of another application is refused', async (t) => {
  const elsewhere = folder.replace('hello-world', 'other');

  t.same(await validate({ ...infraTree, ...placePackage(elsewhere) }), [
    `DESIRED_PACKAGE_DISAGREES ${elsewhere}/margo.yaml`,
  ]);
});

function findIn(tree: Tree): Promise<readonly string[]> {
  return validateInfraTree(createMemoryRepo(tree)).then((found) =>
    found.map(({ code, severity, file, pointer, fix }) => `${severity} ${code} ${file}${pointer} ${fix}`),
  );
}

t.test(
  'a host that is misspelt among the hosts is told there, though it has values of its own',
  async (t) => {
    const tree = withDeployment((each) => ({ ...each, hosts: ['edge-01', 'edge-20'] }));
    const far = withDeployment((each) => ({ ...each, hosts: ['edge-01', 'gateway'] }));
    const copied = withDeployment((each) => ({
      ...each,
      hosts: ['edge-01', 'edge-02', 'gateway'],
      hostParameters: { gateway: { greeting: 'Moin' } },
    }));
    const fault = `error DESIRED_HOST_UNKNOWN ${STATE}/spec/deployments/0/hosts/1 Write edge-02.`;

    t.same(await findIn(tree), [fault]);
    t.same(await findIn(far), [fault]);
    t.match(await findIn(copied), [/^error DESIRED_HOST_UNKNOWN \S+\/hosts\/2 Add the host/]);
  },
);

t.test('values for a host that is not among the hosts are told at the host that has them', async (t) => {
  const tree = withDeployment((each) => ({ ...each, hosts: ['edge-01'] }));

  t.match(await findIn(tree), [
    /^error DESIRED_HOST_UNKNOWN \S+\/spec\/deployments\/0\/hostParameters\/edge-02 Write edge-01/,
  ]);
});

t.test(
  'an application id that is not that of the package is told there, with the one that is meant',
  async (t) => {
    const tree = withDeployment((each) => ({ ...each, applicationId: 'hello-wrld' }));

    t.same(await findIn(tree), [
      `error TREE_PACKAGE_MISSING ${STATE}/spec/deployments/0/applicationId Write hello-world.`,
    ]);
  },
);

function withRuntimes(...runtimes: readonly string[]): Tree {
  const hosts = site.spec.hosts.map(({ parameters: _, ...host }, index) =>
    index === 0 ? { ...host, capabilities: { ...host.capabilities, runtimes: [...runtimes] } } : host,
  );
  return { ...infraTree, [INVENTORY]: writeDocument({ ...site, spec: { hosts } }) };
}

t.test(
  'a misspelt runtime is told in the inventory, once; an error where a deployment needs it',
  async (t) => {
    const at = `${INVENTORY}/spec/hosts/0/capabilities/runtimes`;

    t.same(await findIn(withRuntimes('proces')), [`error SITE_RUNTIME_MISSPELT ${at}/0 Write process.`]);
    t.same(await findIn(withRuntimes('process', 'compsoe')), [
      `warning SITE_RUNTIME_MISSPELT ${at}/1 Write compose.`,
    ]);
    t.same(await findIn(withRuntimes('process', 'wasm')), [], 'another word is a plugin');
    t.match(await findIn(withRuntimes('wasm')), [/^error DESIRED_RUNTIME_MISSING /]);
  },
);

function withPolicy(spec: Partial<FleetPolicy['spec']>): Tree {
  return { ...infraTree, 'colo.yaml': writeDocument({ ...policy, spec: { ...policy.spec, ...spec } }) };
}

t.test('a policy that names sites which are not there is told where it names them', async (t) => {
  const groups = [
    { name: 'pilots', sites: ['eu/berln', 'us/*', 'eu/berlin'] },
    { name: 'far', sites: ['antarctica'] },
  ];

  t.same(await findIn(withPolicy({ groups })), [
    'warning POLICY_SITE_UNKNOWN colo.yaml/spec/groups/0/sites/0 Write eu/berlin.',
    'warning POLICY_SITE_UNKNOWN colo.yaml/spec/groups/1/sites/0 Correct the name, or remove it.',
  ]);
  t.match(await findIn(withPolicy({ deploy: [{ sites: ['eu/berlinn'] }] })), [
    /^warning POLICY_SITE_UNKNOWN colo\.yaml\/spec\/deploy\/0\/sites\/0 Write eu\/berlin\.$/,
  ]);
  t.same(
    await findIn({ 'colo.yaml': withPolicy({ groups })['colo.yaml'] ?? '' }),
    [],
    'a fleet without sites',
  );
});

function withSiteValues(parameters: NonNullable<Site['spec']['parameters']>): Tree {
  const hosts = site.spec.hosts.map(({ parameters: _, ...host }) => host);
  return { ...infraTree, [INVENTORY]: writeDocument({ ...site, spec: { hosts, parameters } }) };
}

t.test('values of an application that is misspelt are told at its id', async (t) => {
  const at = `${INVENTORY}/spec/parameters`;
  const fault = `warning DESIRED_PARAMETER_UNKNOWN ${at}/helo-world Write hello-world.`;
  const group = [{ name: 'pilots', sites: ['eu/*'], parameters: { 'hello-wrld': { greeting: 'Hi' } } }];

  t.same(await findIn(withSiteValues({ 'helo-world': { greeting: 'Hi' } })), [fault]);
  t.same(await findIn(withSiteValues({ other: { greeting: 'Hi' } })), [], 'may come later');
  t.same(
    await findIn(withSiteValues({ 'hello-world': { greeting: 'Hi' }, 'hello-word': { greeting: 'Hi' } })),
    [],
    'one more application',
  );
  t.same(await findIn(withPolicy({ groups: group })), [
    'warning DESIRED_PARAMETER_UNKNOWN colo.yaml/spec/groups/0/parameters/hello-wrld Write hello-world.',
  ]);
});
