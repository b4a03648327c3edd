import type { PathStep } from '../../documents/json-pointer.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { MargoDialect } from '../app-package.ts';
import { checkVariableName } from '../check-variable-name.ts';
import type { Fault } from '../fault.ts';
import type { ComponentTypes } from '../normalize/component-types.ts';
import { takesVariables } from '../normalize/normalize-targets.ts';

/** Helm's --set: keys joined by dots, a literal dot as `\.`, list entries as `[0]`. */
const HELM_PATH =
  /^(?:[^\s.,=[\]{}\\]|\\[.,=\\])+(?:\[\d+\])*(?:\.(?:[^\s.,=[\]{}\\]|\\[.,=\\])+(?:\[\d+\])*)*$/;

/** Those that write variables by their bare names. */
const NEW_DIALECTS: readonly MargoDialect[] = ['rc2', 'rc3'];

interface Target {
  readonly pointer: string;
  readonly components: readonly string[];
}

/** The pointer fits the types of the components that it feeds. */
export function checkPointer(
  target: Target,
  types: ComponentTypes,
  dialect: MargoDialect,
  path: readonly PathStep[],
): readonly Fault[] {
  const shown = toSafeText(JSON.stringify(target.pointer), 80);
  if (/^PORTS\./.test(target.pointer)) {
    return [{ code: 'MARGO_POINTER_PORTS', path, message: `the pointer ${shown} is not defined by Margo` }];
  }
  const component = target.components.find((each) => takesVariables(each, types));
  const faults =
    component === undefined ? [] : checkVariable(target.pointer, component, types, dialect, path);
  const charts = target.components.filter((each) => types.get(each)?.has('helm') === true);
  if (faults.length > 0 || charts.length === 0) return faults;
  if (/^ENV\.[A-Za-z_][A-Za-z0-9_]*$/.test(target.pointer)) {
    const message = `the pointer ${shown} of helm component ${charts.join(', ')} is a variable of compose; in a chart it sets a value below ENV`;
    const fix =
      'Write the path of the value in values.yaml, such as global.greeting, in a target of its own.';
    return [{ code: 'MARGO_POINTER_INVALID', path, message, fix, severity: 'warning' }];
  }
  if (isHelmPath(target.pointer)) return faults;
  const message = `the pointer ${shown} of helm component ${charts.join(', ')} is no dot path`;
  const meant = target.pointer
    .trim()
    .replace(/^\$?\//, '')
    .replaceAll('/', '.');
  const fix = HELM_PATH.test(meant) ? { fix: `Write ${meant}.` } : {};
  return [{ code: 'MARGO_POINTER_INVALID', path, message, ...fix }];
}

function checkVariable(
  pointer: string,
  component: string,
  types: ComponentTypes,
  dialect: MargoDialect,
  path: readonly PathStep[],
): readonly Fault[] {
  const name = pointer.replace(/^ENV\./, '');
  const shown = toSafeText(name, 80);
  const problem = checkVariableName(name);
  if (problem === 'reserved') {
    return [
      { code: 'MARGO_VARIABLE_RESERVED', path, message: `parameters cannot set the variable ${shown}` },
    ];
  }
  if (problem === 'invalid') {
    const known = [...(types.get(component) ?? [])];
    const said = toSafeText(JSON.stringify(pointer), 80);
    const message = `the pointer ${said} of component ${component} (${known.join(', ')}) is no environment variable`;
    const isMixed = known.includes('helm');
    const split =
      'Give the component another name in its helm profile, so that each has a target of its own.';
    const meant = repairVariable(pointer);
    const fix = isMixed ? split : meant === undefined ? undefined : `Write ${meant}.`;
    return [{ code: 'MARGO_POINTER_INVALID', path, message, ...(fix === undefined ? {} : { fix }) }];
  }
  const hasPrefix = name !== pointer;
  if (hasPrefix === !NEW_DIALECTS.includes(dialect)) return [];
  if (hasPrefix) {
    const message = `the prefix ENV. of ${toSafeText(pointer, 80)} belongs to earlier dialects; it is left out`;
    return [{ code: 'MARGO_POINTER_PREFIX', path, message, fix: `Write ${shown}.` }];
  }
  // Programs are colo's own type, which no Margo text speaks of.
  if (types.get(component)?.has('compose') !== true) return [];
  const message = `the variable ${shown} lacks the prefix ENV. that this dialect writes; it is taken as it is`;
  return [{ code: 'MARGO_POINTER_BARE', path, message, fix: `Write ENV.${shown}.` }];
}

/** A JSON Pointer is a path of the wrong kind, though its characters could be those of one key. */
function isHelmPath(pointer: string): boolean {
  return HELM_PATH.test(pointer) && !pointer.startsWith('/');
}

/** `$NAME`, `${NAME}`, `env.NAME` and `MY-NAME` are slips for a variable. */
function repairVariable(pointer: string): string | undefined {
  const name = pointer
    .trim()
    .replace(/^\$\{(.*)\}$/, '$1')
    .replace(/^(?:\$|env[.:/])/i, '')
    .replaceAll('-', '_');
  return name !== pointer && checkVariableName(name) === undefined ? name : undefined;
}
