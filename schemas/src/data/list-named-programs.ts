import { joinPath } from '../compose/join-path.ts';

/**
 * Files that a command names: what the interpreter in front of them runs. With the executable ones, they are the programs
 * of a process, which are always those of the package.
 *
 * @param folder where the command runs, in the package
 * @param paths of the files, from the package's root
 */
export function listNamedPrograms(
  folder: string,
  paths: readonly string[],
  words: readonly string[],
): readonly string[] {
  const named = new Set(words.map((word) => joinPath(folder, word)));
  return paths.filter((path) => named.has(path));
}
