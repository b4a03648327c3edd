/** Names that an env file sets, with the lines that only name a variable. */
export function listVariableNames(text: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const name = /^\s*(?:export\s+)?(?<name>[^#=:\s][^=:\s]*)\s*[=:]?/.exec(line)?.groups?.['name'];
    return name === undefined ? [] : [name];
  });
}
