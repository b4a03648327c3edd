/** Most smaller inputs that are tried. */
const MAX_TRIES = 400;

/** A smaller input that still fails, found by leaving parts out: halves, quarters, and so on. */
export async function minimize(
  input: string,
  isFailing: (input: string) => Promise<boolean>,
): Promise<string> {
  let smallest = input;
  let tries = 0;
  for (let size = Math.ceil(input.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < smallest.length && tries < MAX_TRIES; tries += 1) {
      const smaller = smallest.slice(0, start) + smallest.slice(start + size);
      if (await isFailing(smaller)) smallest = smaller;
      else start += size;
    }
  }
  return smallest;
}
