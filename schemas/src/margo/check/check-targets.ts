import type { PathStep } from '../../documents/json-pointer.ts';
import { suggestWord } from '../../text/suggest-word.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { Fault } from '../fault.ts';
import { type ComponentTypes, collectComponentTypes } from '../normalize/component-types.ts';
import type { MargoSource } from '../normalize/margo-source.ts';
import { type NamedProfile, nameProfiles } from '../normalize/name-profiles.ts';
import { findComponentTwins } from './check-names.ts';
import { checkPointer } from './check-pointer.ts';

/** Targets name components that exist, by pointers that their type can use, and no two set the same thing. */
export function checkTargets(source: MargoSource): readonly Fault[] {
  const types = collectComponentTypes(source);
  const profiles = nameProfiles(source);
  const excused = findComponentTwins(source);
  const setBy = new Map<string, string>();
  return Object.entries(source.document.parameters ?? {}).flatMap(([name, parameter]) =>
    parameter.targets.flatMap((target, index) => {
      const path = ['parameters', name, 'targets', index];
      return [
        ...checkNamesOf(target.components, types, profiles, excused, path),
        ...checkPointer(target, types, source.dialect, [...path, 'pointer']),
        ...checkTwice(target, name, setBy, [...path, 'pointer']),
      ];
    }),
  );
}

function checkNamesOf(
  components: readonly string[],
  types: ComponentTypes,
  profiles: readonly NamedProfile[],
  excused: readonly string[],
  path: readonly PathStep[],
): readonly Fault[] {
  return components.flatMap((component, index) => {
    if (types.has(component) || excused.includes(component)) return [];
    const known = [...types.keys()];
    const near = suggestWord(component, known);
    const shown = toSafeText(component, 80);
    const profile = profiles.find((each) => each.id === component);
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    const message =
      profile === undefined
        ? `no profile has a component ${shown}${hint}`
        : `the target ${shown} is a profile, not a component`;
    const inside = profile?.components.map((each) => each.name).join(', ');
    const others = near === undefined ? `Write one of ${known.join(', ')}.` : `Write ${near}.`;
    const fix = inside === undefined ? others : `Write the components of that profile: ${inside}.`;
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
