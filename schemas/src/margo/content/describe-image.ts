import type { ErrorCode } from '../../errors/error-table.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { PolicyRule } from './package-policy.ts';

interface ImageFault {
  readonly rule: PolicyRule;
  readonly code: ErrorCode;
  /** Continues the name of the service. */
  readonly what: string;
}

const VARIABLE =
  /\$(?:\{(?<braced>[A-Za-z_][A-Za-z0-9_]*)(?:(?<sign>:?[-?+])(?<word>[^{}]*))?\}|(?<bare>[A-Za-z_][A-Za-z0-9_]*))/g;

/** Why an image may be another one tomorrow; undefined where a digest pins it, or a parameter names it. */
export function describeImage(image: unknown, variables: ReadonlySet<string>): ImageFault | undefined {
  if (typeof image !== 'string' || image === '') return undefined;
  let isGiven = false;
  const filled = image.replace(VARIABLE, (_, braced: string, sign: string, word: string, bare: string) => {
    if (variables.has(braced ?? bare)) isGiven = true;
    return sign === ':-' || sign === '-' ? word : '';
  });
  if (isGiven || /@sha256:[0-9a-f]{64}$/.test(filled)) return undefined;
  const shown = toSafeText(image, 120);
  const tag = /:(?<tag>[^/:]*)$/.exec(filled)?.groups?.['tag'];
  if (tag === undefined || tag === '' || tag === 'latest') {
    const what = `runs ${shown}, whatever its registry calls latest`;
    return { rule: 'floatingImages', code: 'MARGO_IMAGE_FLOATING', what };
  }
  return {
    rule: 'unpinnedImages',
    code: 'MARGO_IMAGE_UNPINNED',
    what: `runs ${shown}, which no digest pins`,
  };
}
