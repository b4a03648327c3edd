import type { Diagnostic, ReadResult } from '../../documents/diagnostic.ts';
import { makeDiagnostic, startOf } from '../../documents/make-diagnostic.ts';
import { obeys } from '../../documents/read-document.ts';
import { compareSpots, validateAgainst } from '../../documents/schema/validate-against.ts';
import { MAX_DIAGNOSTICS } from '../../documents/yaml/limits.ts';
import { parseYamlStream } from '../../documents/yaml/parse-yaml.ts';
import type { ParsedYaml } from '../../documents/yaml/parsed-yaml.ts';
import {
  type ApplicationDeploymentPr1,
  applicationDeploymentPr1Schema,
} from '../../generated/application-deployment-pr1.ts';
import {
  type ApplicationDeploymentRc3,
  applicationDeploymentRc3Schema,
} from '../../generated/application-deployment-rc3.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { MargoTarget } from '../convert/margo-target.ts';
import { type Fault, toDiagnostic } from '../fault.ts';
import { isRecord } from '../is-record.ts';
import { checkDeployment } from './check-deployment.ts';
import type { MargoDeployment } from './margo-deployment.ts';
import { fromPr1, fromRc3, normalizeDeployment } from './normalize-deployment.ts';

/**
 * Reads a text of one or many Margo `ApplicationDeployment` documents, each in preview release 1 or release candidate 3.
 * Everything wrong is reported at once, each fault with its line and column; what colo does not take over is a warning.
 *
 * @param text content of a file, of unknown origin
 */
export function readMargoDeployments(
  text: string,
  options: { readonly file: string },
): ReadResult<readonly MargoDeployment[]> {
  const stream = parseYamlStream(text, options);
  if (!stream.ok) return stream;
  if (stream.value.length === 0) {
    const message = 'the file holds no document';
    return { ok: false, diagnostics: [makeDiagnostic('DOCUMENT_EMPTY', message, startOf(options.file))] };
  }
  const deployments: MargoDeployment[] = [];
  const warnings: Diagnostic[] = [];
  const faults: Diagnostic[] = [];
  for (const parsed of stream.value) {
    const read = readOne(parsed);
    if (!read.ok) faults.push(...read.diagnostics);
    else {
      deployments.push(read.value);
      warnings.push(...read.warnings);
    }
  }
  if (faults.length > 0) return { ok: false, diagnostics: faults.slice(0, MAX_DIAGNOSTICS) };
  return { ok: true, value: deployments, warnings: warnings.slice(0, MAX_DIAGNOSTICS) };
}

function readOne(parsed: ParsedYaml): ReadResult<MargoDeployment> {
  const dialect = detectForm(parsed.value);
  if (typeof dialect !== 'string') return refuse([dialect], parsed);
  const read = dialect === 'pr1' ? readPr1(parsed) : readRc3(parsed);
  if (!read.ok) return read;
  const { deployment, faults } = normalizeDeployment(read.value, parsed);
  const found = [...faults, ...checkDeployment(deployment)];
  if (found.some(({ severity }) => severity !== 'warning')) return refuse(found, parsed);
  return { ok: true, value: deployment, warnings: inOrder(found, parsed) };
}

function readPr1(parsed: ParsedYaml): ReadResult<ReturnType<typeof fromPr1>> {
  const { value } = parsed;
  const schema = applicationDeploymentPr1Schema;
  const diagnostics = validateAgainst(schema, parsed);
  if (diagnostics.length > 0 || !obeys<ApplicationDeploymentPr1>(schema, value))
    return { ok: false, diagnostics };
  return { ok: true, value: fromPr1(value), warnings: [] };
}

function readRc3(parsed: ParsedYaml): ReadResult<ReturnType<typeof fromRc3>> {
  const { value } = parsed;
  const schema = applicationDeploymentRc3Schema;
  const diagnostics = validateAgainst(schema, parsed);
  if (diagnostics.length > 0 || !obeys<ApplicationDeploymentRc3>(schema, value))
    return { ok: false, diagnostics };
  return { ok: true, value: fromRc3(value), warnings: [] };
}

/** The two forms keep the id in different places. */
function detectForm(value: unknown): MargoTarget | Fault {
  function unknown(message: string, ...path: readonly string[]): Fault {
    return { code: 'MARGO_DEPLOYMENT_UNKNOWN', path, message };
  }
  if (!isRecord(value)) return unknown('the document is not a map');
  const { kind } = value;
  if (kind !== undefined && kind !== 'ApplicationDeployment') {
    const shown = typeof kind === 'string' ? toSafeText(kind, 60) : 'no text';
    return unknown(`kind is ${shown}, not ApplicationDeployment`, 'kind');
  }
  if (Object.hasOwn(value, 'id')) return 'rc3';
  const metadata = value['metadata'];
  const annotations = isRecord(metadata) ? metadata['annotations'] : undefined;
  if (isRecord(annotations) && Object.hasOwn(annotations, 'id')) return 'pr1';
  if (kind === undefined)
    return unknown('the document is no ApplicationDeployment: it has no kind and no id');
  return unknown('it has neither metadata.annotations.id nor id at the top', 'metadata');
}

function refuse(faults: readonly Fault[], parsed: ParsedYaml): ReadResult<never> {
  return { ok: false, diagnostics: inOrder(faults, parsed) };
}

function inOrder(faults: readonly Fault[], parsed: ParsedYaml): readonly Diagnostic[] {
  return faults.map((fault) => toDiagnostic(fault, parsed)).sort(compareSpots);
}
