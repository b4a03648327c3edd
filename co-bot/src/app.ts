import type { Probot } from 'probot';
import { assembleCo } from './assemble-co.ts';
import { readEnvironment } from './config/read-environment.ts';

/**
 * CO as a Probot application function, for whoever starts Probot in another way than `co-server`: it reads CO's own
 * configuration from the environment, registers the handlers, and begins with a sweep.
 */
// biome-ignore lint/style/noDefaultExport: Probot loads an app by its default export.
export default async function app(probot: Probot): Promise<void> {
  const co = assembleCo(await readEnvironment(process.env), probot);
  co.startSweeping();
}
