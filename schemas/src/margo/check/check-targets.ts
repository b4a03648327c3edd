import type { PathStep } from '../../documents/json-pointer.ts';
import { findRenamed } from '../../text/find-renamed.ts';
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
  const used = Object.values(source.document.parameters ?? {}).flatMap(({ targets }) =>
    targets.flatMap((target) => target.components),
  );
  const renamed = findRenamed([...types.keys()], used);
  const excused = [...findComponentTwins(source), ...renamed.values()];
  const setBy = new Map<string, string>();
  const dangling = Object.entries(source.document.parameters ?? {}).flatMap(([name, parameter]) =>
    parameter.targets.flatMap((target, index) => {
      const path = ['parameters', name, 'targets', index];
      return [
        ...checkNamesOf(target.components, types, profiles, excused, path),
        ...checkPointer(target, types, source.dialect, [...path, 'pointer']),
        ...checkTwice(target, name, setBy, [...path, 'pointer']),
      ];
    }),
  );
  return [...describeRenamed(renamed, source), ...dangling];
}

/** A component that is misspelt itself: every target of it would dangle. */
function describeRenamed(renamed: ReadonlyMap<string, string>, source: MargoSource): readonly Fault[] {
  return source.document.deploymentProfiles.flatMap((profile, index) =>
    profile.components.flatMap(({ name }, position): readonly Fault[] => {
      const meant = renamed.get(name);
      if (meant === undefined) return [];
      const path = ['deploymentProfiles', index, 'components', position, 'name'];
      const shown = toSafeText(meant, 80);
      const message = `parameters target the component ${shown}, which no profile has, and none targets ${toSafeText(name, 80)}; did you mean ${shown}?`;
      return [{ code: 'MARGO_TARGET_DANGLING', path, message, fix: `Write ${shown}.` }];
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
    const others =
      near === undefined
        ? `Write ${known.length === 1 ? '' : 'one of '}${known.join(', ')}.`
        : `Write ${near}.`;
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
