import type { ReadResult } from '@colo/schemas/diagnostics';
import { ColoError } from '@colo/schemas/errors';
import { isSiteName } from '@colo/schemas/names';
import { toSafeText } from '@colo/schemas/text';
import { decodeText } from '@colo/schemas/tree';
import type { Infra } from '../fleet/with-infra.ts';

/** The desired state of a site as text, with its file name; the text is undefined where nothing was ever deployed. */
export interface SiteText {
  readonly file: string;
  readonly text: ReadResult<string> | undefined;
}

/** Reads `desiredstate.yaml` of one site. Throws CLI_INPUT_MISSING where there is no such site. */
export async function readSiteText({ tree }: Infra, site: string): Promise<SiteText> {
  const folder = `sites/${site}`;
  const file = `${folder}/desiredstate.yaml`;
  if (!isSiteName(site)) throw unknownSite(site);
  await tree.preload((path) => path === file || path === `${folder}/site.yaml`);
  const bytes = await tree.read(file);
  if (bytes !== undefined) return { file, text: decodeText(bytes, { file }) };
  if ((await tree.read(`${folder}/site.yaml`)) === undefined) throw unknownSite(site);
  return { file, text: undefined };
}

function unknownSite(site: string): ColoError {
  return new ColoError('CLI_INPUT_MISSING', `there is no site "${toSafeText(site, 200)}"`, {
    fix: 'Run `co list sites` to see their names.',
  });
}
