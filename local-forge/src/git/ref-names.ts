/** Characters that git-check-ref-format(1) refuses, and those that would make a name a revision expression. */
const FORBIDDEN = /[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\.lock(\/|$)|(^|\/)\.|\.$|\/$|^\/|^@$/;

/** True for a name that may stand below `refs/heads/` or `refs/tags/`. */
export function isRefName(name: string): boolean {
  return name.length > 0 && name.length <= 255 && !name.startsWith('-') && !FORBIDDEN.test(name);
}

/** True for a full ref name such as `refs/heads/main`. */
export function isFullRef(name: string): boolean {
  return /^refs\/[^/]+\/./.test(name) && isRefName(name);
}

/** True for a full object id. */
export function isObjectId(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}
