/** Margo's durations (`8m30s`), and their parts alone (`5m`, `90s`, `1h`). */
export const DURATION_PATTERN = '^(?=.)(?:\\d{1,4}h)?(?:\\d{1,5}m)?(?:\\d{1,6}s)?$';

const DURATION = /^(?=.)(?:(?<hours>\d{1,4})h)?(?:(?<minutes>\d{1,5})m)?(?:(?<seconds>\d{1,6})s)?$/;

/** Whole seconds of a duration, or undefined when the text is none. */
export function parseDuration(text: string): number | undefined {
  const groups = DURATION.exec(text)?.groups;
  if (groups === undefined) {
    return undefined;
  }
  return (
    Number(groups['hours'] ?? 0) * 3600 + Number(groups['minutes'] ?? 0) * 60 + Number(groups['seconds'] ?? 0)
  );
}
