import { readFileSync } from 'node:fs';

/** Clock ticks a second in /proc: 100 in every Linux that Node runs on (sysconf(_SC_CLK_TCK), proc(5)). */
const TICKS_PER_SECOND = 100;

/**
 * Processor time in seconds that this process and the children that it waited for used so far. What a child left running
 * behind it does not count. Outside Linux the children are left out.
 */
export function readProcessorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + readChildTime();
}

/** Fields 16 and 17 of /proc/self/stat, cutime and cstime; the name before them may hold anything but ends at the last bracket. */
function readChildTime(): number {
  if (process.platform !== 'linux') return 0;
  const stat = readFileSync('/proc/self/stat', 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}
