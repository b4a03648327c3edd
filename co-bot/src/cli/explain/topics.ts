import { dataTopic } from './data-topic.ts';
import type { Topic } from './topic.ts';

/** Every topic by its name; names are no error codes. */
export const topics: Readonly<Record<string, Topic>> = { data: dataTopic };
