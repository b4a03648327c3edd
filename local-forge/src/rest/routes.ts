import type { RateLimits } from '../http/rate-limits.ts';
import type { Route } from '../http/types.ts';
import { ok } from './answers.ts';
import { appRoutes } from './apps.ts';
import { commitRoutes } from './commits.ts';
import { contentRoutes } from './contents.ts';
import { gitBlobRoutes } from './git-blobs.ts';
import { gitCommitRoutes } from './git-commits.ts';
import { gitRefRoutes } from './git-refs.ts';
import { gitTreeRoutes } from './git-trees.ts';
import { hookDeliveryRoutes } from './hook-deliveries.ts';
import { issueCommentRoutes } from './issue-comments.ts';
import { issueRoutes } from './issues.ts';
import { labelRoutes } from './labels.ts';
import { metaRoutes } from './meta.ts';
import { pullRoutes } from './pulls.ts';
import { reactionRoutes } from './reactions.ts';
import { repositoryRoutes } from './repositories.ts';
import { reviewCommentRoutes } from './review-comments.ts';
import { statusRoutes } from './statuses.ts';
import { teamRoutes } from './teams.ts';

/** Every REST operation of the forge, by method and OpenAPI path template. */
export function listRoutes(rateLimits: RateLimits): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/rate_limit',
      access: { for: 'anyone' },
      handle: ({ actor }) => {
        const rate = rateLimits.count(actor, 0);
        return ok({ resources: { core: rate, search: rate }, rate });
      },
    },
    ...metaRoutes,
    ...appRoutes,
    ...hookDeliveryRoutes,
    ...repositoryRoutes,
    ...gitRefRoutes,
    ...gitCommitRoutes,
    ...gitTreeRoutes,
    ...gitBlobRoutes,
    ...contentRoutes,
    ...commitRoutes,
    ...issueRoutes,
    ...issueCommentRoutes,
    ...reactionRoutes,
    ...labelRoutes,
    ...pullRoutes,
    ...reviewCommentRoutes,
    ...statusRoutes,
    ...teamRoutes,
  ];
}
