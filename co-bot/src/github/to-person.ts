import type { Person } from '../ports/people.ts';

/** Who GitHub names; a deleted account is GitHub's own "ghost", which is nobody's login here. */
export function toPerson(
  user:
    | { readonly id: number; readonly login: string; readonly type?: string | undefined }
    | null
    | undefined,
): Person {
  if (user === null || user === undefined) return { id: 0, login: 'ghost', isBot: true };
  return { id: user.id, login: user.login, isBot: user.type === 'Bot' || user.login.endsWith('[bot]') };
}
