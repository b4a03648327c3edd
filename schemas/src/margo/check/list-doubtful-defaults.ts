import type { PathStep } from '../../documents/json-pointer.ts';
import { formatPointer } from '../../documents/json-pointer.ts';
import type { MargoSource } from '../normalize/margo-source.ts';

/**
 * Defaults whose rule is itself at fault, so that it says nothing of them.
 *
 * @param touched places of the document that are at fault
 * @returns JSON Pointers of the defaults
 */
export function listDoubtfulDefaults(
  { document: { configuration } }: MargoSource,
  touched: readonly (readonly PathStep[])[],
): ReadonlySet<string> {
  const { sections = [], schema = [] } = configuration ?? {};
  const faulty = touched.flatMap(([first, second, index]) =>
    first === 'configuration' && second === 'schema' ? [schema[Number(index)]?.name] : [],
  );
  const settings = sections.flatMap((section) => section.settings);
  const meant = settings.filter((setting) => faulty.includes(setting.schema));
  return new Set(meant.map(({ parameter }) => formatPointer(['parameters', parameter, 'value'])));
}
