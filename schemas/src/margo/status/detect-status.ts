import type { JsonSchema } from '../../documents/schema/compile-schema.ts';
import { type MargoStatus2024, margoStatus202410Schema } from '../../generated/margo-status-2024-10.ts';
import { type MargoStatusPr1, margoStatusPr1Schema } from '../../generated/margo-status-pr1.ts';
import { type MargoStatusRc2, margoStatusRc2Schema } from '../../generated/margo-status-rc2.ts';
import { type MargoStatusRc3, margoStatusRc3Schema } from '../../generated/margo-status-rc3.ts';
import type { MargoDialect } from '../app-package.ts';
import { type AnyForm, asAnyForm } from '../documents/document-form.ts';
import { isRecord } from '../is-record.ts';
import { checkStatus, isOfGateway } from './check-status.ts';
import type { StatusDocument } from './status-document.ts';

/** States that the draft of 2024 does not have. */
const LATER = /^(?:removing|removed|updating|updated)$/i;

const FORMS = {
  '2024-10': form<MargoStatus2024>('2024-10', margoStatus202410Schema, 'DeploymentStatus'),
  pr1: form<MargoStatusPr1>('pr1', margoStatusPr1Schema, 'DeploymentStatus'),
  rc2: form<MargoStatusRc2>('rc2', margoStatusRc2Schema, 'DeploymentStatusManifest'),
  rc3: form<MargoStatusRc3>('rc3', margoStatusRc3Schema, 'DeploymentStatusManifest'),
} as const;

/** The form of a deployment's status: release candidate 3 has no kind, and the version of the manifest it follows. */
export function detectStatus(value: Readonly<Record<string, unknown>>): AnyForm {
  if (Object.hasOwn(value, 'adoptedManifestVersion') || !Object.hasOwn(value, 'kind')) return FORMS.rc3;
  if (value['kind'] !== 'DeploymentStatus') return FORMS.rc2;
  return listStates(value).some((state) => LATER.test(state)) ? FORMS.pr1 : FORMS['2024-10'];
}

function listStates(value: Readonly<Record<string, unknown>>): readonly string[] {
  const { status, components } = value;
  const entries: readonly unknown[] = [status, ...(Array.isArray(components) ? components : [])];
  return entries.map((entry) => (isRecord(entry) ? String(entry['state']) : ''));
}

function form<T extends StatusDocument>(dialect: MargoDialect, schema: JsonSchema, word: string): AnyForm {
  return asAnyForm<T>({
    kind: 'DeploymentStatus',
    dialect,
    schema,
    word,
    check: checkStatus,
    describe: ({ deploymentId, status: { error }, components }) => ({
      kind: 'DeploymentStatus',
      deploymentId,
      source: isOfGateway(error) ? undefined : error?.source?.trim() || undefined,
      components: components.map(({ name }) => name),
    }),
  });
}
