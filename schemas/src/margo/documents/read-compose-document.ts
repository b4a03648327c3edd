import type { Diagnostic } from '../../documents/diagnostic.ts';
import { makeDiagnostic } from '../../documents/make-diagnostic.ts';
import { compareSpots } from '../../documents/schema/validate-against.ts';
import type { ParsedYaml } from '../../documents/yaml/parsed-yaml.ts';
import { checkComposeModel } from '../content/compose-model/check-compose-model.ts';
import { checkComposeSchema } from '../content/compose-schema/check-compose-schema.ts';
import { findRefused, type Refusal } from '../content/find-refused.ts';
import { findUnkept } from '../content/find-unkept.ts';
import { parseCompose } from '../content/parse-compose.ts';
import { walkCompose } from '../content/walk-compose.ts';
import { isRecord } from '../is-record.ts';

/**
 * Checks a compose file that is given alone, outside of any package: against the Compose Specification, and for paths
 * that lead out of its folder. The files that it names are not looked at.
 *
 * @returns undefined where the text is no compose file: a map with `services` and no `kind`
 */
export function readComposeDocument(
  text: string,
  options: { readonly file: string },
): readonly Diagnostic[] | undefined {
  if (!/services["']?[ \t]*:/.test(text)) return undefined;
  const parsed = parseCompose(text);
  if (!parsed.ok || !isRecord(parsed.value['services']) || Object.hasOwn(parsed.value, 'kind'))
    return undefined;
  const { file } = options;
  const entry = { path: 'compose.yaml', mode: '100644', sha256: '', size: text.length } as const;
  const content = { files: [entry], readText: (path: string) => (path === entry.path ? text : undefined) };
  const walk = walkCompose(entry.path, content);
  const walked = walk.faults
    .filter(({ code }) => code !== 'MARGO_COMPOSE_MISSING')
    .map(({ code, line, column, message, severity }) =>
      makeDiagnostic(code, message, { file, line, column, pointer: '' }, { severity }),
    );
  const outer = checkComposeSchema(parsed.toParsedYaml(file));
  const inner = outer.length > 0 ? [] : checkComposeModel(walk, !drawsIn(parsed.value), () => file);
  const told = [...outer, ...inner, ...walked];
  const unkept = findUnkept(walk, content, new Set()).refused;
  const refused = listRefused([...findRefused(parsed.value), ...unkept], parsed.toParsedYaml(file)).filter(
    (each) => !told.some((other) => compareSpots(each, other) === 0),
  );
  return [...told, ...refused].sort(compareSpots);
}

/** What LO runs on no site; a warning, since others than LO may run the file. */
function listRefused(refused: readonly Refusal[], parsed: ParsedYaml): readonly Diagnostic[] {
  return refused.map(({ path, message, fix }) =>
    makeDiagnostic('MARGO_COMPOSE_REFUSED', message, parsed.locate(path), { severity: 'warning', fix }),
  );
}

/** Whether other files are needed to know what is defined. */
function drawsIn({ include, services }: Readonly<Record<string, unknown>>): boolean {
  const extended = Object.values(isRecord(services) ? services : {}).some(
    (service) => isRecord(service) && isRecord(service['extends']),
  );
  return include !== undefined || extended;
}
