import type { App, Grant, User } from '../store/types.ts';

/** Who sends a request. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'app'; readonly app: App }
  | { readonly kind: 'token'; readonly user: User; readonly grant: Grant };

/** A name for the log. */
export function nameActor(actor: Actor): string {
  switch (actor.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'app':
      return `app:${actor.app.slug}`;
    case 'token':
      return actor.user.login;
  }
}
