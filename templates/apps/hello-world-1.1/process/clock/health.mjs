// Ends with 0 when the clock tells a time, with 1 and a reason when it does not.
const { ADDRESS = '127.0.0.1', PORT = '8082' } = process.env;
const host = ADDRESS === '0.0.0.0' ? '127.0.0.1' : ADDRESS;

try {
  const response = await fetch(`http://${host}:${PORT}/`, { signal: AbortSignal.timeout(3000) });
  const { time } = await response.json();
  if (Number.isNaN(Date.parse(time))) throw new Error('it tells no time');
} catch (error) {
  console.error(`not healthy: ${error.cause?.message ?? error.message}`);
  process.exit(1);
}
