import { findRepeated } from '../../documents/find-repeated.ts';
import type { Fault } from '../fault.ts';
import type { MargoSource } from '../normalize/margo-source.ts';
import { nameProfiles } from '../normalize/name-profiles.ts';

/** Names that stand twice, and a version that Git cannot carry in a tag. */
export function checkNames(source: MargoSource): readonly Fault[] {
  const { metadata, configuration } = source.document;
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
  for (const [index, profile] of profiles.entries()) {
    for (const repeated of findRepeated(profile.components.map((component) => component.name))) {
      const message = `profile ${profile.id} has two components named ${repeated.word}`;
      const path = ['deploymentProfiles', index, 'components', repeated.index, 'name'];
      faults.push({ code: 'MARGO_COMPONENT_DUPLICATE', path, message });
    }
  }
  for (const { index, word } of findRepeated((configuration?.schema ?? []).map((rule) => rule.name))) {
    const message = `two rules are named ${word}`;
    faults.push({ code: 'MARGO_RULE_DUPLICATE', path: ['configuration', 'schema', index, 'name'], message });
  }
  return faults;
}
