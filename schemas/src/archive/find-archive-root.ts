/**
 * The folder that an archive's content starts in: its only folder at the top, where all lies in one, as Margo and most
 * programs pack; else its top, the empty string.
 */
export function findArchiveRoot(files: readonly { readonly path: string }[]): string {
  const tops = new Set(files.map(({ path }) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '')));
  const [only = ''] = tops;
  return tops.size === 1 ? only : '';
}
