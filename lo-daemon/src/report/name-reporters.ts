import type { ReporterSettings } from '../config/settings.ts';

/**
 * Names by which the outbox remembers what each reporter has sent: its type, and its place among those of the same type, so that
 * a reporter of another type, added or removed, changes nothing.
 */
export function nameReporters(reporters: readonly Pick<ReporterSettings, 'type'>[]): readonly string[] {
  return reporters.map(({ type }, index) => {
    const before = reporters.slice(0, index).filter((other) => other.type === type);
    return `${type}-${before.length}`;
  });
}
