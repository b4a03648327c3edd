import type { PathStep } from '../../documents/json-pointer.ts';
import { suggestWord } from '../../text/suggest-word.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { Fault } from '../fault.ts';
import { type ComponentTypes, collectComponentTypes } from '../normalize/component-types.ts';
import type { MargoSource } from '../normalize/margo-source.ts';
import { nameProfiles } from '../normalize/name-profiles.ts';
import { checkPointer } from './check-pointer.ts';

/** Targets name components that exist, by pointers that their type can use, and no two set the same thing. */
export function checkTargets(source: MargoSource): readonly Fault[] {
  const types = collectComponentTypes(source);
  const profileIds = nameProfiles(source).map((profile) => profile.id);
  const setBy = new Map<string, string>();
  return Object.entries(source.document.parameters ?? {}).flatMap(([name, parameter]) =>
    parameter.targets.flatMap((target, index) => {
      const path = ['parameters', name, 'targets', index];
      return [
        ...checkNamesOf(target.components, types, profileIds, path),
        ...checkPointer(target, types, source.dialect, [...path, 'pointer']),
        ...checkTwice(target, name, setBy, [...path, 'pointer']),
      ];
    }),
  );
}

function checkNamesOf(
  components: readonly string[],
  types: ComponentTypes,
  profileIds: readonly string[],
  path: readonly PathStep[],
): readonly Fault[] {
  return components.flatMap((component, index) => {
    if (types.has(component)) return [];
    const known = [...types.keys()];
    const near = suggestWord(component, known);
    const shown = toSafeText(component, 80);
    const message = profileIds.includes(component)
      ? `the target ${shown} is a profile, not a component`
      : `no profile has a component ${shown}`;
    const fix = near === undefined ? `The components are ${known.join(', ')}.` : `Write ${near}.`;
    return [{ code: 'MARGO_TARGET_DANGLING', path: [...path, 'components', index], message, fix }];
  });
}

function checkTwice(
  target: { readonly pointer: string; readonly components: readonly string[] },
  parameter: string,
  setBy: Map<string, string>,
  path: readonly PathStep[],
): readonly Fault[] {
  const pointer = target.pointer.replace(/^ENV\./, '');
  const faults: Fault[] = [];
  for (const component of target.components) {
    const key = `${component} ${pointer}`;
    const other = setBy.get(key);
    setBy.set(key, parameter);
    if (other === undefined) continue;
    const shown = toSafeText(target.pointer, 80);
    const message = `${shown} of component ${component} is set by ${other} and by ${parameter}`;
    faults.push({ code: 'MARGO_POINTER_TWICE', path, message });
  }
  return faults;
}
