import type { MachineFacts } from '../harness/machine-facts.ts';
import { formatValue, round } from './format-value.ts';

/** The line that belongs to every number below it. */
export function renderMachine(machine: MachineFacts, runs: number): string {
  const facts = [
    `${machine.cores} x ${machine.cpu}`,
    formatValue(machine.memoryBytes, 'B'),
    machine.system,
    `Node ${machine.node}`,
    machine.git,
    machine.ssh ?? 'no ssh client',
    `load average ${round(machine.loadAverage)}`,
  ];
  return `machine: ${facts.join(', ')}\nmedian (min to max) of ${runs} interleaved runs after one that is not counted; a ratio is ours / theirs\n`;
}
