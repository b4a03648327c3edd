import { diagnosticsToError } from '@colo/schemas/diagnostics';
import { type DesiredState, readDesiredState } from '@colo/schemas/documents/desired-state';
import { readSite, type Site } from '@colo/schemas/documents/site';
import { ColoError } from '@colo/schemas/errors';

export interface SiteTexts {
  readonly siteText: string;
  readonly desiredText: string;
}

export interface SiteDocuments {
  readonly site: Site;
  readonly desired: DesiredState;
}

/**
 * Reads a site's two documents, with every check.
 *
 * @throws ColoError the first fault, with its file, line and column
 */
export function readSiteDocuments(site: string, texts: SiteTexts): SiteDocuments {
  const siteResult = readSite(texts.siteText, { file: `sites/${site}/site.yaml`, site });
  if (!siteResult.ok) throw diagnosticsToError(siteResult.diagnostics);
  const file = `sites/${site}/desiredstate.yaml`;
  if (texts.desiredText.trim() === '')
    throw new ColoError('GIT_SITE_MISSING', `${file} is empty.`, { place: { file } });
  const desiredResult = readDesiredState(texts.desiredText, { file, site });
  if (!desiredResult.ok) throw diagnosticsToError(desiredResult.diagnostics);
  return { site: siteResult.value, desired: desiredResult.value };
}
