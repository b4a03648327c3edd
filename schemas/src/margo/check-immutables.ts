import { canonicalJson } from '../digests/canonical-json.ts';
import type { Diagnostic } from '../documents/diagnostic.ts';
import type { PathStep } from '../documents/json-pointer.ts';
import { parseYaml } from '../documents/yaml/parse-yaml.ts';
import type { ParameterValue } from '../generated/desired-state.ts';
import { toSafeText } from '../text/to-safe-text.ts';
import type { AppPackage, ParameterSetting } from './app-package.ts';
import { type Fault, toDiagnostic } from './fault.ts';
import { isRecord } from './is-record.ts';

/**
 * What a version of a package changes of the parameters that an earlier one calls immutable. Where such a parameter is
 * gone, or has another type or default, hosts that run the earlier version could not take the new one; where it is only
 * immutable no more, people are warned.
 *
 * @param text margo.yaml of `next`
 * @param earlier the version that is published already
 */
export function checkImmutables(
  text: string,
  next: AppPackage,
  earlier: AppPackage,
  options: { readonly file: string },
): readonly Diagnostic[] {
  const parsed = parseYaml(text, options);
  if (!parsed.ok) return [];
  const { value } = parsed.value;
  return Object.entries(earlier.settings)
    .filter(([, setting]) => setting.immutable)
    .flatMap(([name, setting]) => checkParameter(name, setting, next, earlier, value))
    .map((fault) => toDiagnostic(fault, parsed.value));
}

function checkParameter(
  name: string,
  before: ParameterSetting,
  next: AppPackage,
  earlier: AppPackage,
  document: unknown,
): readonly Fault[] {
  const shown = toSafeText(name, 80);
  const version = toSafeText(earlier.version, 60);
  const code = 'MARGO_IMMUTABLE_CHANGED';
  const parameter = next.parameters[name];
  const path = ['parameters', name];
  if (parameter === undefined) {
    const message = `the parameter ${shown} is gone, which is immutable in version ${version}`;
    return [{ code, path: ['parameters'], message, fix: `Keep the parameter ${shown}.`, atKey: true }];
  }
  const setting = next.settings[name];
  const type = setting === undefined ? undefined : typeOf(setting);
  if (type !== undefined && type !== typeOf(before)) {
    const message = `${shown} is immutable and of type ${typeOf(before)} in version ${version}, and of type ${type} here`;
    return [
      {
        code,
        path: findRule(document, setting?.rule.name),
        message,
        fix: `Keep the type ${typeOf(before)}.`,
      },
    ];
  }
  const old = earlier.parameters[name]?.value;
  const dropped = setting?.immutable === true ? [] : [describeDropped(name, shown, version, document)];
  if (old === undefined || isSame(old, parameter.value)) return dropped;
  const now =
    parameter.value === undefined ? 'has no default here' : `has the default ${show(parameter.value)} here`;
  const message = `${shown} is immutable, with the default ${show(old)} in version ${version}, and ${now}`;
  const at = parameter.value === undefined ? path : [...path, 'value'];
  const fix = `Keep the default ${show(old)}; who wants another value sets it at the first deployment.`;
  return [{ code, path: at, message, fix, atKey: parameter.value === undefined }, ...dropped];
}

function describeDropped(name: string, shown: string, version: string, document: unknown): Fault {
  const path = findSetting(document, name) ?? ['parameters', name];
  const message = `${shown} is immutable in version ${version}, and not here`;
  return { code: 'MARGO_IMMUTABLE_DROPPED', path, message, severity: 'warning', atKey: path.length === 2 };
}

function typeOf({ rule }: ParameterSetting): string {
  return rule.multiselect === true ? `array[${rule.dataType}]` : rule.dataType;
}

function isSame(one: ParameterValue, other: ParameterValue | undefined): boolean {
  return other !== undefined && canonicalJson(one) === canonicalJson(other);
}

function show(value: ParameterValue): string {
  return toSafeText(JSON.stringify(value), 60);
}

/** The path of a setting's `immutable`, or of the setting where it has none. */
function findSetting(document: unknown, name: string): readonly PathStep[] | undefined {
  const sections = listOf(readKey(document, 'configuration'), 'sections');
  for (const [index, section] of sections.entries()) {
    for (const [position, setting] of listOf(section, 'settings').entries()) {
      if (readKey(setting, 'parameter') !== name) continue;
      const path = ['configuration', 'sections', index, 'settings', position];
      return readKey(setting, 'immutable') === undefined ? path : [...path, 'immutable'];
    }
  }
  return undefined;
}

function findRule(document: unknown, name: string | undefined): readonly PathStep[] {
  const rules = listOf(readKey(document, 'configuration'), 'schema');
  const index = rules.findIndex((rule) => readKey(rule, 'name') === name);
  return ['configuration', 'schema', index, 'dataType'];
}

function listOf(value: unknown, key: string): readonly unknown[] {
  const list = readKey(value, key);
  return Array.isArray(list) ? list : [];
}

function readKey(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}
