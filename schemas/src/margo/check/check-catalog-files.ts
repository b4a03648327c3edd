import { suggestWord } from '../../text/suggest-word.ts';
import { toSafeText } from '../../text/to-safe-text.ts';
import type { AppPackage } from '../app-package.ts';
import type { Fault } from '../fault.ts';
import type { PackageContent } from '../package-content.ts';

const KEYS = ['icon', 'descriptionFile', 'releaseNotes', 'licenseFile'] as const;

/** An address rather than a path of the package. */
const ADDRESS = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

/**
 * Files for the catalogue that are misspelt: not in the package, beside one that is and is named nearly so. Warnings, and
 * about nothing else: Margo lets `resources/` be left out, and many packages leave its files out.
 */
export function checkCatalogFiles(pkg: AppPackage, content: PackageContent): readonly Fault[] {
  const { application = {} } = pkg.details.catalog;
  const paths = content.files.map(({ path }) => path);
  return KEYS.flatMap((key): readonly Fault[] => {
    const written = application[key];
    if (written === undefined || ADDRESS.test(written)) return [];
    const path = written.replace(/^(?:\.?\/)+/, '');
    const near = paths.includes(path) ? undefined : suggestWord(path, paths);
    if (near === undefined) return [];
    const message = `catalog.application.${key} names ${toSafeText(written, 120)}, which is not in the package; did you mean ${toSafeText(near, 120)}?`;
    const place = ['metadata', 'catalog', 'application', key];
    const fix = `Write ./${toSafeText(near, 120)}.`;
    return [{ code: 'MARGO_CATALOG_FILE_MISSPELT', path: place, message, fix, severity: 'warning' }];
  });
}
