export { readEvent } from '../../documents/read-event.ts';
export type { Event, EventHostApplication, RetryRequest } from '../../generated/event.ts';
