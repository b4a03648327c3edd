// Ends with 0 when the banner answers with its text, with 1 and a reason when it does not.
const { ADDRESS = '127.0.0.1', PORT = '8081', TEXT = 'Welcome' } = process.env;
const host = ADDRESS === '0.0.0.0' ? '127.0.0.1' : ADDRESS;

try {
  const response = await fetch(`http://${host}:${PORT}/`, { signal: AbortSignal.timeout(3000) });
  const text = await response.text();
  if (!text.includes(TEXT)) throw new Error(`it says ${JSON.stringify(text.slice(0, 80))}`);
} catch (error) {
  console.error(`not healthy: ${error.cause?.message ?? error.message}`);
  process.exit(1);
}
