import type { PathStep } from '../../../documents/json-pointer.ts';
import { toSafeText } from '../../../text/to-safe-text.ts';

/** A path as messages show it: services.web.ports[0]. */
export function showPath(path: readonly PathStep[]): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return toSafeText(text.replace(/^\./, ''), 120);
}
