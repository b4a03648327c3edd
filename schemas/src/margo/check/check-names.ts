import { findRepeated } from '../../documents/find-repeated.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { Fault } from '../fault.ts';
import type { MargoSource } from '../normalize/margo-source.ts';
import { nameProfiles } from '../normalize/name-profiles.ts';
import { findMissingTwins } from './missing-names.ts';

/** Names and labels that stand twice, and a version that Git cannot carry in a tag. */
export function checkNames(source: MargoSource): readonly Fault[] {
  const { metadata } = source.document;
  const profiles = nameProfiles(source);
  const faults: Fault[] = [];
  // The tag is <id>@<version>; git check-ref-format refuses these even in a part of a ref.
  if (/\.\.|\.$|\.lock$/.test(metadata.version)) {
    const message = `metadata.version ${metadata.version} cannot be part of a Git tag`;
    faults.push({ code: 'MARGO_VERSION_UNUSABLE', path: ['metadata', 'version'], message });
  }
  for (const { index, word } of findRepeated(profiles.map((profile) => profile.id))) {
    const message = `the profile id ${word} is used twice`;
    faults.push({ code: 'MARGO_PROFILE_DUPLICATE', path: ['deploymentProfiles', index, 'id'], message });
  }
  return [...faults, ...checkComponentNames(source), ...checkRuleNames(source), ...checkLabels(source)];
}

function checkComponentNames(source: MargoSource): readonly Fault[] {
  const twins = [...findComponentTwins(source)];
  return nameProfiles(source).flatMap((profile, index) =>
    findRepeated(profile.components.map((component) => component.name)).map((repeated): Fault => {
      const path = ['deploymentProfiles', index, 'components', repeated.index, 'name'];
      const message = `profile ${profile.id} has two components named ${repeated.word}`;
      const twin = twins.shift();
      if (twin === undefined) return { code: 'MARGO_COMPONENT_DUPLICATE', path, message };
      const shown = toSafeText(twin, 80);
      const said = `${message}, and none named ${shown}, which a target names`;
      return { code: 'MARGO_COMPONENT_DUPLICATE', path, message: said, fix: `Name one of the two ${shown}.` };
    }),
  );
}

function checkRuleNames(source: MargoSource): readonly Fault[] {
  const twins = [...findRuleTwins(source)];
  const rules = source.document.configuration?.schema ?? [];
  return findRepeated(rules.map((rule) => rule.name)).map(({ index, word }): Fault => {
    const path = ['configuration', 'schema', index, 'name'];
    const message = `two rules are named ${toSafeText(word, 80)}`;
    const twin = twins.shift();
    if (twin === undefined) return { code: 'MARGO_RULE_DUPLICATE', path, message };
    const shown = toSafeText(twin, 80);
    const said = `${message}, and none ${shown}, which a setting names`;
    return { code: 'MARGO_RULE_DUPLICATE', path, message: said, fix: `Name one of the two ${shown}.` };
  });
}

/** Names that people see: two alike are allowed, but cannot be told apart. */
function checkLabels(source: MargoSource): readonly Fault[] {
  const sections = source.document.configuration?.sections ?? [];
  const path = ['configuration', 'sections'];
  const twice = findRepeated(sections.map((section) => section.name)).map(({ index, word }): Fault => {
    const message = `two sections are named ${toSafeText(word, 80)}`;
    return { code: 'MARGO_LABEL_DUPLICATE', path: [...path, index, 'name'], message, severity: 'warning' };
  });
  const inside = sections.flatMap((section, index) =>
    findRepeated(section.settings.map((setting) => setting.name)).map(({ index: position, word }): Fault => {
      const message = `two settings of section ${toSafeText(section.name, 80)} are named ${toSafeText(word, 80)}`;
      const at = [...path, index, 'settings', position, 'name'];
      return { code: 'MARGO_LABEL_DUPLICATE', path: at, message, severity: 'warning' };
    }),
  );
  return [...twice, ...inside];
}

/** Components that targets name and no profile has, where a repeated component explains them. */
export function findComponentTwins(source: MargoSource): readonly string[] {
  const profiles = nameProfiles(source);
  const repeated = profiles.flatMap((profile) => findRepeated(profile.components.map(({ name }) => name)));
  const known = profiles.flatMap((profile) => [profile.id, ...profile.components.map(({ name }) => name)]);
  const parameters = Object.values(source.document.parameters ?? {});
  const referred = parameters.flatMap(({ targets }) => targets.flatMap(({ components }) => components));
  return findMissingTwins(referred, known, repeated.length);
}

/** Rules that settings name and the schema does not have, where a repeated rule explains them. */
export function findRuleTwins(source: MargoSource): readonly string[] {
  const { sections = [], schema = [] } = source.document.configuration ?? {};
  const known = schema.map((rule) => rule.name);
  const referred = sections.flatMap(({ settings }) => settings.map((setting) => setting.schema));
  return findMissingTwins(referred, known, findRepeated(known).length);
}
