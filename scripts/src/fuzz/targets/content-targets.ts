import { describeData, listPackageData } from '@colo/schemas/data';
import { loadPackageContent } from '@colo/schemas/margo/content';
import { readPackage } from '@colo/schemas/margo/package';
import { listComponentFiles } from '@colo/schemas/resolve';
import type { RepoReader } from '@colo/schemas/tree';
import { validateInfraTree } from '@colo/schemas/validate/infra';
import { checkPackageContent } from '@colo/schemas/validate/package';
import { validateRegistryTree } from '@colo/schemas/validate/registry';
import type { FuzzTarget } from '../target.ts';

const MARGO = `apiVersion: margo.org/v1-alpha1
kind: ApplicationDescription
metadata:
  id: hello
  name: Hello
  version: "1.0"
  catalog: { organization: [{ name: Example }] }
deploymentProfiles:
  - type: compose
    id: hello-compose
    components: [{ name: web, properties: { packageLocation: compose.yaml } }]
`;

const component = { name: 'web', type: 'compose', properties: { packageLocation: 'compose.yaml' } };

/** What a package holds, and whole trees of which one document or one path is hostile. */
export const contentTargets: readonly FuzzTarget[] = [
  {
    name: 'compose-content',
    seeds: 'compose',
    run: (input) => checkFiles({ 'margo.yaml': MARGO, 'compose.yaml': input, 'web.env': 'A=1\n' }),
  },
  {
    name: 'env-content',
    seeds: 'env',
    run: (input) => checkFiles({ 'margo.yaml': MARGO, 'compose.yaml': 'services: {}\n', '.env': input }),
  },
  { name: 'margo-content', seeds: 'yaml', run: (input) => checkFiles({ 'margo.yaml': input }) },
  {
    name: 'tree',
    seeds: 'words',
    async run(input) {
      const paths = input.split('\n').slice(0, 50);
      const reader = toReader(
        Object.fromEntries(
          paths.flatMap((path) => [
            [path, 'a: 1'],
            [`apps/${path}`, MARGO],
            [`sites/${path}`, ''],
          ]),
        ),
      );
      const { diagnostics } = await validateRegistryTree(reader);
      return { diagnostics: [...diagnostics, ...(await validateInfraTree(reader))] };
    },
  },
];

async function checkFiles(files: Readonly<Record<string, string>>) {
  const loaded = await loadPackageContent(toReader(files), '');
  if (!loaded.ok) return { diagnostics: loaded.diagnostics };
  const app = readPackage(files['margo.yaml'] ?? '', { file: 'margo.yaml' });
  listComponentFiles(component, loaded.value);
  if (!app.ok) return { diagnostics: app.diagnostics };
  listPackageData(app.value, loaded.value).map(describeData);
  return { diagnostics: checkPackageContent(app.value, loaded.value, { file: 'margo.yaml' }) };
}

function toReader(files: Readonly<Record<string, string>>): RepoReader {
  const entries = new Map(Object.entries(files));
  return {
    list: async (prefix) =>
      [...entries.keys()]
        .filter((path) => prefix === '' || path.startsWith(`${prefix}/`))
        .map((path) => ({ path, mode: '100644' })),
    read: async (path) => {
      const text = entries.get(path);
      return text === undefined ? undefined : Buffer.from(text);
    },
  };
}
