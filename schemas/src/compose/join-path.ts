/**
 * A path in the package, from its root, without `.`, `..` and empty steps; what leads out begins with `..`. The empty
 * string is the root.
 *
 * @param folder that `path` is relative to, from the root
 */
export function joinPath(folder: string, path: string): string {
  const steps: string[] = [];
  for (const step of `${folder}/${path}`.split('/')) {
    if (step === '' || step === '.') continue;
    const isInside = steps.length > 0 && steps.at(-1) !== '..';
    if (step === '..' && isInside) steps.pop();
    else steps.push(step);
  }
  return steps.join('/');
}

/** The way from a folder to a path, both from the package's root: `./data`, `../shared`. */
export function relateTo(folder: string, path: string): string {
  const from = folder === '' ? [] : folder.split('/');
  const to = path.split('/');
  let common = 0;
  while (common < from.length && from[common] === to[common]) common += 1;
  const up = from.slice(common).map(() => '..');
  return [...(up.length === 0 ? ['.'] : up), ...to.slice(common)].join('/');
}
