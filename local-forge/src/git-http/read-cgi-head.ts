/**
 * Takes the head of a CGI answer (RFC 3875, section 6) off the front of its output.
 *
 * @param onHead called once, with the status (200 when the program names none) and the header fields
 * @returns a function that gives each chunk's part of the body
 */
export function createCgiHeadReader(
  onHead: (status: number, headers: Record<string, string>) => void,
): (chunk: Buffer) => Buffer {
  let head: Buffer | undefined = Buffer.alloc(0);
  return (chunk) => {
    if (head === undefined) {
      return chunk;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) {
      return Buffer.alloc(0);
    }
    const text = head.toString('latin1', 0, end);
    const body = head.subarray(end + 4);
    head = undefined;
    let status = 200;
    const headers: Record<string, string> = {};
    for (const line of text.split('\r\n')) {
      const colon = line.indexOf(':');
      const name = line.slice(0, colon).toLowerCase();
      const value = line.slice(colon + 1).trim();
      if (name === 'status') {
        status = Number.parseInt(value, 10);
      } else {
        headers[name] = value;
      }
    }
    onHead(status, headers);
    return body;
  };
}
