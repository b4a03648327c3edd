/** What can be measured. Smaller is better, but for `rate`. */
export const metrics = {
  time: { unit: 'ms', label: 'time' },
  cpu: { unit: 'ms', label: 'processor time' },
  rate: { unit: '1/s', label: 'rate' },
  wire: { unit: 'B', label: 'on the wire' },
  disk: { unit: 'B', label: 'on disk' },
  memory: { unit: 'B', label: 'peak memory' },
} as const satisfies Record<string, { readonly unit: string; readonly label: string }>;

export type Metric = keyof typeof metrics;
export type Unit = (typeof metrics)[Metric]['unit'];

/** Numbers of one reading: milliseconds, bytes, or operations a second. */
export type Reading = Readonly<Partial<Record<Metric, number>>>;

/** The metrics that a reading has, in the order of the table. */
export function listMetrics(reading: Reading): readonly Metric[] {
  return Object.keys(metrics)
    .filter(isMetric)
    .filter((name) => reading[name] !== undefined);
}

function isMetric(name: string): name is Metric {
  return Object.hasOwn(metrics, name);
}
