import { readFileSync, writeFileSync } from 'node:fs';

// Loaded with `--import` before a program; writes its largest resident set, in bytes, when it ends. From VmHWM of proc(5)
// and not from getrusage(2), whose ru_maxrss a child inherits from whoever started it.
const BYTES_PER_KIB = 1024;
const file = process.env['COLO_BENCH_MEMORY'];

process.on('exit', () => {
  const kib = /^VmHWM:\s+(?<kib>[0-9]+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.groups?.[
    'kib'
  ];
  if (file !== undefined && kib !== undefined) writeFileSync(file, String(Number(kib) * BYTES_PER_KIB));
});
