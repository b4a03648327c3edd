/** A stable GraphQL id in GitHub's manner: a prefix for the kind, and the number. */
export function makeNodeId(prefix: string, id: number | string): string {
  return `${prefix}_${Buffer.from(String(id)).toString('base64url')}`;
}
