/**
 * Orders texts by Unicode code point, as Git orders paths by their UTF-8 bytes. JavaScript's own order is by UTF-16
 * unit, which differs beyond U+FFFF.
 */
export function compareCodePoints(left: string, right: string): number {
  if (left === right) return 0;
  const leftPoints = [...left];
  const rightPoints = [...right];
  const length = Math.min(leftPoints.length, rightPoints.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (leftPoints[index]?.codePointAt(0) ?? 0) - (rightPoints[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return leftPoints.length - rightPoints.length;
}
