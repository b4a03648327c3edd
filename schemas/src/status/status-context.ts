import { ColoError } from '../errors/colo-error.ts';
import { isName, isSiteName } from '../names/is-name.ts';

/** An application on a host of a site: what one commit status is about. */
export interface StatusSubject {
  readonly site: string;
  readonly host: string;
  readonly application: string;
}

/** GitHub refuses a longer status context. */
const MAX_STATUS_CONTEXT_LENGTH = 255;

const PREFIX = 'lo';

/**
 * The commit status context `lo/<site>/<host>/<application>`. A site's name may hold slashes; host and application are
 * the last two segments, so that the text can be read back without a list of sites.
 *
 * @throws ColoError STATUS_CONTEXT_INVALID when a part is no name, or the text is longer than GitHub allows
 */
export function formatStatusContext(subject: StatusSubject): string {
  const context = [PREFIX, subject.site, subject.host, subject.application].join('/');
  if (parseStatusContext(context) !== undefined && isName(subject.host) && isName(subject.application))
    return context;
  throw new ColoError(
    'STATUS_CONTEXT_INVALID',
    `${JSON.stringify(context.slice(0, MAX_STATUS_CONTEXT_LENGTH))} is no status context: site, host and application must be names and the whole at most ${MAX_STATUS_CONTEXT_LENGTH} characters.`,
    { place: subject },
  );
}

/** Reads a context back; undefined for any text that {@link formatStatusContext} would not write. */
export function parseStatusContext(context: string): StatusSubject | undefined {
  if (context.length > MAX_STATUS_CONTEXT_LENGTH) return undefined;
  const [prefix, ...names] = context.split('/');
  const site = names.slice(0, -2).join('/');
  const [host, application] = names.slice(-2);
  if (prefix !== PREFIX || host === undefined || application === undefined) return undefined;
  if (!isSiteName(site) || !isName(host) || !isName(application)) return undefined;
  return { site, host, application };
}
