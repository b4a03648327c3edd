import type { ParameterValue, SecretReference } from '../generated/desired-state.ts';

/** A value that stands in the document itself, as a package's defaults do. */
export type PlainValue = Exclude<ParameterValue, SecretReference>;

/** True for `{ secretRef: NAME }`: a value that only the site knows. */
export function isSecretReference(value: ParameterValue): value is SecretReference {
  return typeof value === 'object' && !Array.isArray(value);
}
