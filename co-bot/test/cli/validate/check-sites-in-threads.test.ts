import { join } from 'node:path';
import { digestPackage } from '@colo/schemas/digests';
import { loadPackageContent } from '@colo/schemas/margo/content';
import { packageFolder } from '@colo/schemas/tree';
import { validateInfraTree } from '@colo/schemas/validate/infra';
import t, { type Test } from 'tap';
import { createFolderReader } from '../../../src/cli/reader/folder-reader.ts';
import { createThreadedCheck } from '../../../src/cli/validate/check-sites-in-threads.ts';
import { makePackage, makePolicy, makeSite } from '../../support/packages.ts';
import { writeFiles } from '../support/write-files.ts';

const SITES = 110;

function writeDesired(site: string, digest: string, host: string): string {
  return `apiVersion: colo.dev/v1alpha1
kind: DesiredState
metadata:
  site: ${site}
spec:
  deployments:
    - id: 0b3d9c1e-8f52-5c6a-9d55-3f1f2a4b5c6d
      applicationId: hello-world
      version: "1.0"
      source: { repository: acme/apps, commit: ${'a'.repeat(40)}, path: apps/hello-world, digest: "${digest}" }
      hosts: [${host}]
      profile:
        id: hello-world-process
        type: process
        components:
          - { name: hello, properties: { packageLocation: server, command: [sh, run.sh] } }
      parameters:
        greeting: { value: Hello, targets: [{ pointer: GREETING, components: [hello] }] }
`;
}

/** A fleet of many sites; each tenth names a host that it lacks, each thirteenth a package that is not there. */
async function writeFleet(t: Test): Promise<string> {
  const folder = t.testdir();
  const apps = await createFolderReader(await writeFiles(join(folder, 'registry'), makePackage()));
  const content = await loadPackageContent(apps, 'apps/hello-world');
  if (!content.ok) throw new Error('the package cannot be read');
  const digest = digestPackage(content.value.files);
  const group = '  groups:\n    - name: all\n      parameters: { hello-world: { greting: Hello } }\n';
  const files: Record<string, string> = { ...makePolicy(group) };
  for (const [path, text] of Object.entries(makePackage())) {
    files[path.replace('apps/hello-world', packageFolder('hello-world', digest))] = text;
  }
  for (let index = 0; index < SITES; index += 1) {
    const site = `site-${index}`;
    Object.assign(files, makeSite(site, ['edge-01']));
    files[`sites/${site}/desiredstate.yaml`] = writeDesired(
      site,
      index % 13 === 12 ? `sha256:${'0'.repeat(64)}` : digest,
      index % 10 === 9 ? 'edge-09' : 'edge-01',
    );
  }
  return await writeFiles(join(folder, 'infra'), files);
}

t.test('threads find what one finds, whatever becomes of them', async (t) => {
  const root = await writeFleet(t);
  const reader = await createFolderReader(root);
  const expected = await validateInfraTree(reader);
  const codes = new Set(expected.map(({ code }) => code));
  t.strictSame(
    [...codes].sort(),
    ['DESIRED_HOST_UNKNOWN', 'DESIRED_PARAMETER_UNKNOWN', 'TREE_PACKAGE_MISSING'],
    'the fleet has faults of sites, of the policy against packages in use, and of the tree',
  );
  const cases: readonly [name: string, root: string][] = [
    ['threads that work', root],
    ['threads that find no folder', join(root, 'none')],
  ];
  for (const [name, threadRoot] of cases) {
    const threaded = createThreadedCheck(threadRoot, reader, { leastSites: SITES, threads: 3 });
    let elsewhere = 0;
    const found = await validateInfraTree(reader, {
      checkSites(sites, options) {
        elsewhere += sites.length;
        return threaded(sites, options);
      },
    });
    t.strictSame(found, expected, name);
    t.equal(elsewhere, SITES);
  }
});

t.test('a check that is given up ends, with its threads', async (t) => {
  const root = await writeFleet(t);
  for (const threads of [1, 2]) {
    const controller = new AbortController();
    const reader = await createFolderReader(root, controller.signal);
    const threaded = createThreadedCheck(root, reader, { leastSites: 1, threads, signal: controller.signal });
    const checked = validateInfraTree(reader, {
      checkSites(sites, options) {
        const report = threaded(sites, options);
        controller.abort();
        return report;
      },
    });

    await t.rejects(checked, { name: 'AbortError' }, `${threads} threads`);
  }
});

t.test('few sites, or one processor, take no threads', async (t) => {
  const reader = await createFolderReader(t.testdir());
  const sites = Array.from({ length: 10 }, (_, index) => ({
    site: `s${index}`,
    inventory: undefined,
    desired: undefined,
  }));

  t.equal(
    createThreadedCheck('/', reader, { leastSites: 11, threads: 2 })(sites, { packages: [] }),
    undefined,
  );
  t.equal(
    createThreadedCheck('/', reader, { leastSites: 1, threads: 1 })(sites, { packages: [] }),
    undefined,
  );
});
