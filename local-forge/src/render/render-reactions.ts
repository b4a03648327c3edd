import { formatDate } from '../git/parse-commit.ts';
import type { Reaction, ReactionContent } from '../store/types.ts';
import { renderUser } from './render-user.ts';

/** The counts that issues and comments carry. */
export function renderReactionCounts(url: string, reactions: readonly Reaction[]) {
  const count = (content: ReactionContent): number =>
    reactions.filter((reaction) => reaction.content === content).length;
  return {
    url: `${url}/reactions`,
    total_count: reactions.length,
    '+1': count('+1'),
    '-1': count('-1'),
    laugh: count('laugh'),
    hooray: count('hooray'),
    confused: count('confused'),
    heart: count('heart'),
    rocket: count('rocket'),
    eyes: count('eyes'),
  };
}

export function renderReaction(base: string, reaction: Reaction) {
  return {
    id: reaction.id,
    node_id: reaction.nodeId,
    user: renderUser(base, reaction.user),
    content: reaction.content,
    created_at: formatDate(reaction.createdAt),
  };
}
