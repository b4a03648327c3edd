import { ColoError } from '@colo/schemas/errors';
import { isName } from '@colo/schemas/names';
import { askOrOpen } from './ask-or-open.ts';
import type { CommandContext } from './command-context.ts';

/**
 * `lo retry [HOST] [APP]`: what failed is tried again, by the running LO, or by the next one that runs.
 *
 * @throws ColoError USAGE; LO_NOTHING_ADOPTED
 */
export async function retryCommand(
  { settings, json, print }: CommandContext,
  host: string | undefined,
  application: string | undefined,
): Promise<void> {
  for (const name of [host, application])
    if (name !== undefined && !isName(name))
      throw new ColoError('USAGE', `${JSON.stringify(name)} is no name.`);
  const what = {
    ...(host === undefined ? {} : { host }),
    ...(application === undefined ? {} : { application }),
  };
  const answer = await askOrOpen(settings, { command: 'retry', ...what });
  if (answer.by === 'own') {
    const { daemon } = answer;
    try {
      daemon.checkNames(host, application);
      await daemon.retry(host, application);
    } finally {
      await daemon.close();
    }
  }
  print(
    json
      ? JSON.stringify({ retry: what })
      : `${application ?? 'Every application'} on ${host ?? 'every host'} is tried again.`,
  );
}
