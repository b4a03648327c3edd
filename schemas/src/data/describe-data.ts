import { toSafeText } from '../text/to-safe-text.ts';
import type { WrittenData, WrittenPlace } from './written-data.ts';

/** More than these are counted, not listed. */
const MAX_PLACES = 8;
const MAX_PROGRAMS = 5;
const MAX_NAME = 120;

/** Said once where compose files are described: no package says what an image declares. */
export const IMAGE_VOLUMES_NOTE = 'Volumes that an image declares are kept too; only a host knows them.';

/** `web: writes ./data (kept), volume db (kept)`. */
export function describeData({ component, service, writes }: WrittenData): string {
  const name = service === undefined || service === component ? component : `${component}/${service}`;
  const listed = writes.slice(0, MAX_PLACES).map(describePlace);
  const rest = writes.length - listed.length;
  const said = rest === 0 ? listed : [...listed, `${rest} more`];
  return `${show(name)}: writes ${said.length === 0 ? 'nothing that it mounts' : said.join(', ')}`;
}

function describePlace({ kind, name, programs = [] }: WrittenPlace): string {
  switch (kind) {
    case 'folder':
      return `${show(name)} (kept)`;
    case 'shipped-file':
      return `${show(name)} (kept once it is edited)`;
    case 'volume':
      return `volume ${show(name)} (kept)`;
    case 'unnamed-volume':
      return `a volume at ${show(name)} (kept)`;
    case 'unknown':
      return `what a variable names, at ${show(name)} (kept)`;
    case 'tmpfs':
      return `tmpfs ${show(name)} (not kept)`;
    case 'host-path':
      return `${show(name)} of the host (left alone)`;
    case 'volumes-of':
      return `what ${show(name)} mounts`;
    case 'program-folder':
      return `its folder (kept${describePrograms(programs)})`;
    case 'data-folder':
      return `${show(name)} (kept)`;
  }
}

function describePrograms(programs: readonly string[]): string {
  if (programs.length === 0) return '';
  const listed = programs.slice(0, MAX_PROGRAMS).map(show);
  const rest = programs.length - listed.length;
  return ` but for its programs: ${listed.join(', ')}${rest === 0 ? '' : ` and ${rest} more`}`;
}

function show(text: string): string {
  return toSafeText(text, MAX_NAME);
}
