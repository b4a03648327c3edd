// Ends with 0 when this version answers, with 1 and a reason when it does not.
import { version } from './version.mjs';

const { ADDRESS = '127.0.0.1', PORT = '8080' } = process.env;
// A server on all addresses answers on the loopback one.
const host = ADDRESS === '0.0.0.0' ? '127.0.0.1' : ADDRESS;

try {
  const response = await fetch(`http://${host}:${PORT}/health`, { signal: AbortSignal.timeout(3000) });
  const health = await response.json();
  if (response.status !== 200 || health.version !== version) {
    throw new Error(`status ${response.status}, version ${health.version}, expected ${version}`);
  }
} catch (error) {
  console.error(`not healthy: ${error.cause?.message ?? error.message}`);
  process.exit(1);
}
