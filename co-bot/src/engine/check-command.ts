import { makesChange } from '../change/change-id.ts';
import type { Verb } from '../commands/index.ts';
import type { CommandSource } from './command-source.ts';
import { isAtLeast } from './decide-permission.ts';
import type { Session } from './open-session.ts';

/** Whether a command counts now, or why not. */
type CommandCheck = 'counts' | 'too-old' | 'edited' | 'not-permitted';

/**
 * Whether a command counts: young, never edited, and by somebody with permission on the infra repo. Asked when it is
 * read and again just before anything is written.
 *
 * @param verb undefined for a text that is no command: whoever may deploy gets an answer to it
 */
export async function checkCommand(
  { engine, repository }: Session,
  source: CommandSource,
  verb: Verb | undefined,
): Promise<CommandCheck> {
  const age = engine.clock.now().getTime() - source.createdAt.getTime();
  if (age > engine.commandMaxAgeSeconds * 1_000) return 'too-old';
  const changes = verb === undefined || verb === 'retry' || makesChange(verb);
  const permission = await repository.permissions.getPermission(source.author.login);
  if (!isAtLeast(permission, changes ? 'write' : 'read')) return 'not-permitted';
  return (await repository.issues.wasEdited(source.nodeId)) ? 'edited' : 'counts';
}
