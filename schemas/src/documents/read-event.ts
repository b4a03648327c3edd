import { type Event, eventSchema } from '../generated/event.ts';
import { checkSiteName } from './check-site-name.ts';
import type { ReadResult } from './diagnostic.ts';
import { type ReadSiteOptions, readDocument } from './read-document.ts';

/** Reads `event.yaml`, what CO recorded of a site. Faults come with file, line and column; nothing is thrown. */
export function readEvent(text: string, options: ReadSiteOptions): ReadResult<Event> {
  return readDocument(text, options, {
    kind: 'Event',
    schema: eventSchema,
    check: (value, parsed) => checkSiteName(value.metadata.site, ['metadata', 'site'], options.site, parsed),
  });
}
