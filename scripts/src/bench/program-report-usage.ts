import { readFileSync, writeFileSync } from 'node:fs';

// Loaded with `--import` before a program; when it ends, writes its largest resident set in bytes and the processor time of
// all its threads in microseconds. The former is from VmHWM of proc(5) and not from getrusage(2), whose ru_maxrss a child
// inherits from whoever started it.
const BYTES_PER_KIB = 1024;
const file = process.env['COLO_BENCH_USAGE'];

process.on('exit', () => {
  const kib = /^VmHWM:\s+(?<kib>[0-9]+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.groups?.[
    'kib'
  ];
  if (file === undefined || kib === undefined) return;
  const { user, system } = process.cpuUsage();
  writeFileSync(file, `${Number(kib) * BYTES_PER_KIB} ${user + system}`);
});
