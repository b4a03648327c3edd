/**
 * The `update` hook of every bare repository (githooks(5)): it refuses pushes to protected branches in GitHub's words.
 * The forge passes what it knows in the environment of the push, as words between spaces: `FORGE_PROTECTED` has the
 * protected refs, `FORGE_PASSED` has `<ref>:<commit>` where every required check has passed, or `<ref>:any`.
 */
export const UPDATE_HOOK = `#!/bin/sh
case "$FORGE_PROTECTED" in
*" $1 "*) ;;
*) exit 0 ;;
esac
refuse() {
  echo "error: GH006: Protected branch update failed for $1." >&2
  echo "error: $2" >&2
  exit 1
}
case "$3" in
*[!0]*) ;;
*) refuse "$1" 'Cannot delete this protected branch' ;;
esac
case "$2" in
*[!0]*) git merge-base --is-ancestor "$2" "$3" || refuse "$1" 'Cannot force-push to this protected branch' ;;
esac
case "$FORGE_PASSED" in
*" $1:$3 "* | *" $1:any "*) exit 0 ;;
esac
refuse "$1" 'Required status checks are expected'
`;
