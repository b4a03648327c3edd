import { type DesiredState, desiredStateSchema } from '../generated/desired-state.ts';
import { checkDesiredState } from './check-desired-state.ts';
import type { ReadResult } from './diagnostic.ts';
import { type DocumentForm, type ReadSiteOptions, readDocument } from './read-document.ts';

/** Reads `desiredstate.yaml`, what must run on a site. Faults come with file, line and column; nothing is thrown. */
export function readDesiredState(text: string, options: ReadSiteOptions): ReadResult<DesiredState> {
  return readDocument(text, options, makeDesiredStateForm(options.site));
}

/**
 * The rules of `desiredstate.yaml`, where `site` is the name of its folder.
 *
 * @param siteHosts names of the site's hosts, where its inventory is at hand
 */
export function makeDesiredStateForm(
  site: string | undefined,
  siteHosts: readonly string[] = [],
): DocumentForm<DesiredState> {
  return {
    kind: 'DesiredState',
    schema: desiredStateSchema,
    check: (value, parsed) => checkDesiredState(value, parsed, site, siteHosts),
  };
}
