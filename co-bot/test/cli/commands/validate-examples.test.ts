import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { readJson, runCli } from '../support/run-cli.ts';

/** Published Margo documents of every kind and dialect, kept beside the checkout. */
const folder = fileURLToPath(new URL('../../../../../../shared/margo/examples/', import.meta.url));
const options = existsSync(folder) ? {} : { skip: `the Margo examples are not at ${folder}` };

const REMOTE = 'MARGO_REMOTE_PACKAGE';
const LEFT = 'MARGO_TEMPLATE_LEFT';
const WAIT = 'MARGO_WAIT_TEXT';
const iea = 'iea/desiredstate';
const kind = 'DOCUMENT_KIND_UNKNOWN';

/**
 * What `co validate FILE` says of each example: the end of the summary and each fault. Files that are no documents of
 * Margo are not taken for any; a `margo.yaml` is checked with its package, which must hold what it names.
 */
const verdicts: Readonly<Record<string, readonly [what: string | undefined, ...faults: readonly string[]]>> =
  {
    'iea/app1.yaml': ['ApplicationDescription com-northstartida-hello-world 1.0, dialect pr1'],
    'iea/app2.yaml': ['ApplicationDescription com-northstartida-digitron-orchestrator 1.2.1, dialect pr1'],
    [`${iea}/379871e1-d4c4-4cef-8545-353e4535f08e/c2bef716-eb6e-4bb3-ad26-eccfa3e25f8f/desiredstate.yaml`]: [
      'ApplicationDeployment, dialect pr1',
      `2:7 ${kind}`,
      '20:9 DOCUMENT_INVALID',
    ],
    [`${iea}/3e5c21bc-2fef-4fd7-a2d0-60fc6b3260ad/d138a90c-2adb-48c4-b8cd-70300668791c/desiredstate.yaml`]: [
      'ApplicationDeployment, dialect pr1',
      `2:7 ${kind}`,
      '20:9 DOCUMENT_INVALID',
    ],
    'sandbox-2025-12/custom-otel-helm-app/helm/Chart.yaml': [undefined],
    'sandbox-2025-12/custom-otel-helm-app/helm/values.yaml': ['document', `4:15 ${LEFT}`, `5:8 ${LEFT}`],
    'sandbox-2025-12/custom-otel-helm-app/margo.yaml': ['package', `27:23 ${LEFT}`, `28:21 ${LEFT}`],
    'sandbox-2025-12/device/capabilities.json': [
      'DeviceCapabilities, dialect pr1',
      '14:23 DOCUMENT_INVALID',
      '15:24 DOCUMENT_INVALID',
    ],
    'sandbox-2025-12/gitops/nextcloud-prod.yaml': ['document', `5:7 ${kind}`],
    'sandbox-2025-12/nextcloud-compose/margo.yaml': [
      'package',
      '52:12 MARGO_DEFAULT_REFUSED',
      '54:18 MARGO_POINTER_PORTS',
      '101:7 MARGO_RULE_WORD_UNKNOWN',
    ],
    'sandbox-2025-12/nginx-helm/margo.yaml': [
      'package',
      ...[124, 125, 129, 130, 137, 143].map((line) => `${line}:7 MARGO_RULE_WORD_UNKNOWN`),
    ],
    'sandbox-2026/application-supplier/margo.yaml': ['package', '1:1 DOCUMENT_UNKNOWN_KEY'],
    'sandbox-2026/device-supplier/app-a/compose.yaml': ['compose file'],
    'sandbox-2026/device-supplier/app-a/deployment-template.yaml': [
      'document',
      `4:9 ${LEFT}`,
      `6:9 ${LEFT}`,
      `15:28 ${LEFT}`,
    ],
    'spec-2024-10/deployments/ApplicationDeployment-helm.yaml': [
      'ApplicationDeployment a3e2f5dc-912e-494f-8395-52cf3769bc06, dialect pr1',
      `18:23 ${WAIT}`,
      `23:23 ${WAIT}`,
    ],
    // A key of the published example ends in a space: "message ".
    'spec-2024-10/deployments/DeploymentStatus.json': [
      'DeploymentStatus, dialect 2024-10',
      '26:17 DOCUMENT_UNKNOWN_KEY',
    ],
    'spec-2024-10/deployments/DeviceCapability.json': [
      'DeviceCapabilities northstarida.xtapro.k8s.edge, dialect 2024-10',
    ],
    'spec-2024-10/digitron/margo.yaml': [
      'package',
      `41:28 ${REMOTE}`,
      '28:23 MARGO_CHART_UNPINNED',
      '34:23 MARGO_CHART_UNPINNED',
    ],
    'spec-2024-10/hello-world/margo.yaml': ['package', '7:12 DOCUMENT_UNQUOTED'],
    'spec-2025-02/invalid/DesiredState-001.yaml': [
      'ApplicationDeployment a3e2f5dc-912e-494f-8395-52cf3769bc06, dialect pr1',
      `5:7 ${kind}`,
      `21:23 ${WAIT}`,
      `26:23 ${WAIT}`,
    ],
    'spec-2025-02/invalid/DesiredState-002.yaml': [
      'ApplicationDeployment, dialect pr1',
      '8:24 DOCUMENT_INVALID',
      `21:23 ${WAIT}`,
      `26:23 ${WAIT}`,
    ],
    'spec-2025-02/valid/ApplicationDescription-001.yaml': [
      'ApplicationDescription com-northstartida-hello-world 1.0, dialect 2025-02',
    ],
    'spec-2025-02/valid/ApplicationDescription-002.yaml': [
      'ApplicationDescription com-northstartida-digitron-orchestrator 1.2.1, dialect 2025-02',
    ],
    'spec-2025-02/valid/DesiredState-001.yaml': [
      'ApplicationDeployment a3e2f5dc-912e-494f-8395-52cf3769bc06, dialect pr1',
      `18:23 ${WAIT}`,
      `23:23 ${WAIT}`,
    ],
    'spec-rc/invalid/DeploymentStatusManifest-002.json': [
      'DeploymentStatus, dialect rc2',
      '6:18 DOCUMENT_INVALID',
    ],
    'spec-rc/valid/ApplicationDeployment-001-compose.yaml': [
      'ApplicationDeployment ad9b614e-8912-45f4-a523-372358765def, dialect rc2',
    ],
    'spec-rc/valid/ApplicationDescription-001-compose_only.yaml': [
      'ApplicationDescription com-northstartida-digitron-orchestrator 1.2.1, dialect rc2',
    ],
    'spec-rc/valid/ApplicationDescription-003-helm_only.yaml': [
      'ApplicationDescription com-northstartida-hello-world 1.0, dialect rc3',
    ],
    'spec-rc/valid/DeploymentStatusManifest-001.json': [
      'DeploymentStatus of a3e2f5dc-912e-494f-8395-52cf3769bc06, dialect rc2',
      '6:18 MARGO_STATUS_NOT_WORST',
    ],
    'spec-rc/valid/DesiredStateManifest-001.json': ['DesiredStateManifest version 101'],
  };

interface Answer {
  readonly checked: readonly { readonly what: string }[];
  readonly diagnostics: readonly { readonly line: number; readonly column: number; readonly code: string }[];
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'checked' in value && 'diagnostics' in value;
}

for (const [path, [what, ...faults]] of Object.entries(verdicts)) {
  t.test(`the verdict of ${path}`, options, async (t) => {
    const run = await runCli(['validate', path, '--json'], { cwd: folder });

    if (what === undefined) {
      t.equal(run.code, 65);
      t.match(`${run.stdout}${run.stderr}`, /is not a document of colo or Margo/);
      return;
    }
    const answer = readJson(run);
    if (!isAnswer(answer)) throw new Error(run.stdout);
    t.equal(answer.checked[0]?.what, what);
    t.same(
      answer.diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`),
      faults,
    );
  });
}

t.test('every file among the examples has a verdict', options, async (t) => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

  t.same(files.sort(), Object.keys(verdicts).sort());
});
