import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Diagnostic } from '../../../documents/diagnostic.ts';
import { EDITOR_KEYWORDS } from '../../../documents/schema/compile-schema.ts';
import { describeErrors } from '../../../documents/schema/validate-against.ts';
import type { ParsedYaml } from '../../../documents/yaml/parsed-yaml.ts';
import { getComposeSchema } from './compose-schema.ts';

let compiled: ValidateFunction | undefined;

/**
 * Every fault of a compose file against the Compose Specification, in the order of the text. Values with variables are
 * taken as they are: what stands there is known on the host only. So are texts that compose itself reads as numbers and
 * truth values.
 */
export function checkComposeSchema(parsed: ParsedYaml): readonly Diagnostic[] {
  compiled ??= compile();
  if (compiled(parsed.value)) return [];
  const errors = (compiled.errors ?? []).filter((error) => !isForgiven(error));
  return describeErrors(errors, parsed).map((fault) => ({
    ...fault,
    code: 'MARGO_COMPOSE_INVALID',
  }));
}

function compile(): ValidateFunction {
  // The schema is another's, in a draft of its own: AJV's strict mode is for ours.
  // Without AJV's own optimisations it compiles in a third of the time, and compose files are small.
  const speed = { inlineRefs: false, code: { optimize: false } };
  const ajv = new Ajv({ strict: false, validateSchema: false, allErrors: true, verbose: true, ...speed });
  ajv.addVocabulary([...EDITOR_KEYWORDS]);
  return ajv.compile(getComposeSchema());
}

function isForgiven(error: ErrorObject): boolean {
  const { data, keyword, params } = error;
  if (typeof data !== 'string') return false;
  if (/\$(?:\{|[A-Za-z_])/.test(data)) return true;
  if (keyword !== 'type') return false;
  const types: readonly unknown[] = [params['type']].flat();
  if (types.includes('boolean') && /^(?:true|false|yes|no|on|off|y|n|1|0)$/i.test(data)) return true;
  return (types.includes('integer') || types.includes('number')) && /^-?[0-9]+(?:\.[0-9]+)?$/.test(data);
}
