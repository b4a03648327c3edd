/**
 * A relative path within the package, or undefined where it leads out. POSIX rules; `.` and empty steps vanish.
 *
 * @param folder folder that the path is relative to, from the package's root; the empty string is the root
 * @returns the path from the package's root; the empty string is the root
 */
export function resolveInside(folder: string, path: string): string | undefined {
  if (path.startsWith('/') || path.startsWith('~') || path.includes('\\') || path.includes('\0'))
    return undefined;
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join('/');
}

/** The folder of a file; the empty string is the root. */
export function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}
