import { isColoError } from '@colo/schemas/errors';
import type { Reaction } from '../ports/issues.ts';
import type { CommandSource } from './command-source.ts';
import type { Session } from './open-session.ts';

/** Reacts to a command. Reactions are decoration: one that fails is logged and changes nothing. */
export async function setReaction(
  { repository, engine }: Session,
  source: CommandSource,
  reaction: Reaction,
): Promise<void> {
  try {
    await repository.issues.react(source.reaction, reaction);
  } catch (error) {
    if (!isColoError(error)) throw error;
    engine.log.warn({ code: error.code, reason: error.message }, 'A reaction could not be set');
  }
}
