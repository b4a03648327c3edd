import t from 'tap';
import { judgeAll, type Verdict } from './judge.ts';

const id = '0b0e7f0c-31a4-4b7e-9d5c-6f1b8e2a9d10';

/** A status of release candidate 2, as JSON in one line for each part. */
function rc2(status: string, components: string): string {
  return [
    '{ "apiVersion": "v1", "kind": "DeploymentStatusManifest",',
    `  "deploymentId": "${id}",`,
    `  "status": ${status},`,
    `  "components": [${components}] }`,
  ].join('\n');
}

const web = '{ "name": "web", "state": "installed" }';
const broken =
  '{ "name": "db", "state": "failed", "error": { "code": "OOM", "source": "db", "message": "killed" } }';
const why = '"error": { "code": "OOM", "source": "shop", "message": "db was killed" }';

const verdicts: readonly Verdict[] = [
  {
    name: 'rc2: installed',
    text: rc2('{ "state": "installed" }', web),
    what: `DeploymentStatus of ${id}, dialect rc2`,
  },
  {
    name: 'rc2: failed, with the reason',
    text: rc2(`{ "state": "failed", ${why} }`, `${web}, ${broken}`),
    what: `DeploymentStatus of ${id}, dialect rc2`,
  },
  {
    name: 'rc2: an error of a component from another source',
    text: rc2(
      `{ "state": "failed", ${why} }`,
      `${web}, ${broken.replace('"source": "db"', '"source": "web"')}`,
    ),
    what: `DeploymentStatus of ${id}, dialect rc2`,
    faults: ['4:130 MARGO_STATUS_SOURCE_WRONG'],
    says: /Write db\./,
  },
  {
    name: 'rc2: an error of a gateway about its child',
    text: rc2(
      `{ "state": "failed", ${why} }`,
      `${web}, ${broken.replace('OOM', '102').replace('"source": "db"', '"source": "gateway-1"')}`,
    ),
    what: `DeploymentStatus of ${id}, dialect rc2`,
  },
  {
    name: 'rc2: installing is worse than pending and installed',
    text: rc2(
      '{ "state": "pending" }',
      `${web}, { "name": "db", "state": "installing" }, { "name": "x", "state": "pending" }`,
    ),
    what: `DeploymentStatus of ${id}, dialect rc2`,
    faults: ['3:24 MARGO_STATUS_NOT_WORST'],
    says: /worst component, db, is installing Write installing/,
  },
  {
    name: 'rc2: removing is worse than installing',
    text: rc2(
      '{ "state": "removing" }',
      '{ "name": "a", "state": "installing" }, { "name": "b", "state": "removing" }',
    ),
    what: `DeploymentStatus of ${id}, dialect rc2`,
  },
  {
    name: 'rc2: removed is worse than installed, pending than removed',
    text: rc2(
      '{ "state": "removed" }',
      `${web}, { "name": "b", "state": "removed" }, { "name": "c", "state": "pending" }`,
    ),
    what: `DeploymentStatus of ${id}, dialect rc2`,
    faults: ['3:24 MARGO_STATUS_NOT_WORST'],
  },
  {
    name: 'rc2: failed without a reason, above and below',
    text: rc2(
      '{ "state": "failed" }',
      '{ "name": "db", "state": "failed", "error": { "code": "", "message": "killed" } }',
    ),
    what: `DeploymentStatus of ${id}, dialect rc2`,
    faults: ['3:24 MARGO_STATUS_ERROR_MISSING', '4:53 MARGO_STATUS_ERROR_MISSING'],
    says: /the component db is failed, but its error has no code Fill in code/,
  },
  {
    name: 'rc2: a gateway that does not reach its child fails for all components',
    text: rc2(
      '{ "state": "failed", "error": { "code": "102", "source": "gw-1", "message": "unreachable" } }',
      '{ "name": "web", "state": "pending" }',
    ),
    what: `DeploymentStatus of ${id}, dialect rc2`,
  },
  {
    name: 'rc2: capitalised states belong to earlier dialects',
    text: rc2('{ "state": "Installed" }', web),
    what: 'DeploymentStatus, dialect rc2',
    faults: ['3:24 DOCUMENT_INVALID'],
    says: /did you mean installed\? Write installed/,
  },
  {
    name: 'rc2: a component twice',
    text: rc2('{ "state": "installed" }', `${web}, ${web}`),
    what: `DeploymentStatus of ${id}, dialect rc2`,
    faults: ['4:69 MARGO_STATUS_COMPONENT_TWICE'],
  },
  {
    name: 'rc2: no component at all',
    text: rc2('{ "state": "pending" }', ''),
    what: 'DeploymentStatus, dialect rc2',
    faults: ['4:17 DOCUMENT_INVALID'],
  },
  {
    name: 'rc2: an id that is no UUID, and a misspelt key',
    text: `kind: DeploymentStatusManifest\ndeploymentId: shop\nstatus: { state: pending }\ncomponents:\n  - { name: web, stat: pending }\n`,
    what: 'DeploymentStatus, dialect rc2',
    faults: ['2:15 DOCUMENT_INVALID', '5:18 DOCUMENT_UNKNOWN_KEY'],
    says: /did you mean state/,
  },
  {
    name: 'rc3: the device of a gateway, a version, and no kind',
    text: `deploymentId: ${id}\ndeviceId: plant-7/press.2\nadoptedManifestVersion: 12\nstatus: { state: removing }\ncomponents: [{ name: web, state: removing }]\n`,
    what: `DeploymentStatus of ${id}, dialect rc3`,
  },
  {
    name: 'rc3: without the version of the manifest',
    text: `deploymentId: ${id}\nstatus: { state: installed }\ncomponents: [{ name: web, state: installed }]\n`,
    what: 'DeploymentStatus, dialect rc3',
    faults: ['1:1 DOCUMENT_MISSING_KEY'],
    says: /adoptedManifestVersion/,
  },
  {
    name: 'rc3: version 0, and a device with a space',
    text: `deploymentId: ${id}\ndeviceId: plant 7\nadoptedManifestVersion: 0\nstatus: { state: installed }\ncomponents: [{ name: web, state: installed }]\n`,
    what: 'DeploymentStatus, dialect rc3',
    faults: ['2:11 DOCUMENT_INVALID', '3:25 DOCUMENT_INVALID'],
  },
  {
    name: '2024-10: capitalised states and empty errors',
    text: `apiVersion: deployment.margo/v1\nkind: DeploymentStatus\ndeploymentId: ${id}\nstatus: { state: Installed, error: { code: "", message: "" } }\ncomponents: [{ name: web, state: Installed, error: { code: "", message: "" } }]\n`,
    what: `DeploymentStatus of ${id}, dialect 2024-10`,
  },
  {
    name: '2024-10: a failure with empty errors',
    text: `apiVersion: deployment.margo/v1\nkind: DeploymentStatus\ndeploymentId: ${id}\nstatus: { state: Failed, error: { code: E1, message: no } }\ncomponents: [{ name: web, state: Failed, error: { code: "", message: "" } }]\n`,
    what: `DeploymentStatus of ${id}, dialect 2024-10`,
    faults: ['5:42 MARGO_STATUS_ERROR_MISSING'],
    says: /no code and no message/,
  },
  {
    name: 'pr1: an update in the words of the sandbox',
    text: `apiVersion: margo.org\nkind: DeploymentStatus\ndeploymentId: ${id}\nstatus: { state: Updating }\ncomponents: [{ name: web, state: Updated }, { name: db, state: Updating }]\n`,
    what: `DeploymentStatus of ${id}, dialect pr1`,
  },
  {
    name: 'a status by its shape, with a kind that is none',
    text: `kind: DeploymentState\ndeploymentId: ${id}\nstatus: { state: running }\ncomponents: [{ name: web, state: installed }]\n`,
    what: 'DeploymentStatus, dialect rc2',
    faults: ['1:7 DOCUMENT_KIND_UNKNOWN', '3:18 DOCUMENT_INVALID'],
    says: /there is no kind DeploymentState; did you mean DeploymentStatusManifest\?/,
  },
  {
    name: 'a placeholder that is valid YAML is named as such, and once',
    text: `kind: DeploymentStatusManifest\ndeploymentId: "{{ID}}"\nstatus: { state: pending }\ncomponents: [{ name: web, state: pending }]\n`,
    what: 'DeploymentStatus, dialect rc2',
    faults: ['2:15 MARGO_TEMPLATE_LEFT'],
  },
];

judgeAll(t, verdicts);
