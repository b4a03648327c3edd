import { digestComponent } from '../digests/digest-component.ts';
import type { SecretReference } from '../generated/desired-state.ts';
import type { ResolvedComponent } from './resolved.ts';
import { isSecretReference } from './secret-reference.ts';

/** A secret that a component refers to, and where it goes. */
export interface SecretUse {
  readonly pointer: string;
  readonly name: string;
}

/** Secrets that a component refers to, in the order of its pointers. */
export function listSecretUses({ values }: Pick<ResolvedComponent, 'values'>): readonly SecretUse[] {
  return Object.entries(values).flatMap(([pointer, value]) =>
    isSecretReference(value) ? [{ pointer, name: value.secretRef }] : [],
  );
}

/**
 * The component as a site sees it that knows its secrets: its digest covers a seal of each secret, which changes with
 * the secret's value and tells nothing of it. A component without secrets stays as it is.
 *
 * @param seal the seal of a secret, or a word for why there is none; never the secret
 */
export function sealComponent(
  component: ResolvedComponent,
  seal: (use: SecretUse) => string,
): ResolvedComponent {
  const uses = listSecretUses(component);
  if (uses.length === 0) return component;
  const sealed = Object.fromEntries(
    uses.map((use) => [use.pointer, { secretRef: use.name, seal: seal(use) } satisfies SealedReference]),
  );
  return {
    ...component,
    digest: digestComponent({ ...component, values: { ...component.values, ...sealed } }),
  };
}

interface SealedReference extends SecretReference {
  readonly seal: string;
}
