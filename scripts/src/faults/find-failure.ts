/** Reads TAP as it arrives and keeps the first failure. */
export interface FailureFinder {
  /** Takes the next piece of output. Returns whether something has failed so far. */
  take(text: string): boolean;
  hasFailed(): boolean;
  /** The first failure, as `test > assertion`. */
  failure(): string | undefined;
}

const NOT_OK = /^(?<indent> *)not ok \d+(?: - (?<name>.*?))?(?: # time=\S+)?(?: \{)?$/;
const MAX_NAME = 200;

/** The first `not ok` is that of the innermost assertion; the tests around it follow with less indentation. */
export function createFailureFinder(): FailureFinder {
  let rest = '';
  let depth = Number.POSITIVE_INFINITY;
  const names: string[] = [];
  return {
    take(text) {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (/# (?:TODO|SKIP)\b/i.test(line)) continue;
        const { indent, name } = NOT_OK.exec(line)?.groups ?? {};
        if (indent === undefined || indent.length >= depth) continue;
        depth = indent.length;
        names.unshift((name ?? '').slice(0, MAX_NAME));
      }
      return names.length > 0;
    },
    hasFailed: () => names.length > 0,
    failure: () => (names.length === 0 ? undefined : names.join(' > ')),
  };
}
