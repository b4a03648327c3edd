import { type Site, siteSchema } from '../generated/site.ts';
import { checkSite } from './check-site.ts';
import type { ReadResult } from './diagnostic.ts';
import { type DocumentForm, type ReadSiteOptions, readDocument } from './read-document.ts';

/** Reads `site.yaml`, a site's inventory. Faults come with file, line and column; nothing is thrown. */
export function readSite(text: string, options: ReadSiteOptions): ReadResult<Site> {
  return readDocument(text, options, makeSiteForm(options.site));
}

/** The rules of `site.yaml`, where `site` is the name of its folder. */
export function makeSiteForm(site: string | undefined): DocumentForm<Site> {
  return {
    kind: 'Site',
    schema: siteSchema,
    check: (value, parsed) => checkSite(value, parsed, site),
  };
}
