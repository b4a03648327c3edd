/** True for what Margo has a type for: a text, a number, true or false, or a list of these. */
export function isMargoValue(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isScalarValue) : isScalarValue(value);
}

function isScalarValue(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
