/** Edits (insert, delete, replace, swap neighbours) between two words: optimal string alignment distance. */
function countEdits(from: string, to: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from.charAt(row - 1) === to.charAt(column - 1);
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 &&
        column > 1 &&
        from.charAt(row - 1) === to.charAt(column - 2) &&
        from.charAt(row - 2) === to.charAt(column - 1);
      if (swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    before = previous;
    previous = current;
  }
  return previous[to.length] ?? 0;
}

/** The verb that was probably meant: at most two edits away, and fewer than half of its letters. */
export function suggestVerb<Name extends string>(typed: string, verbs: readonly Name[]): Name | undefined {
  let best: Name | undefined;
  let bestEdits = 3;
  for (const verb of verbs) {
    const edits = countEdits(typed, verb);
    if (edits < bestEdits && edits * 2 < verb.length) {
      best = verb;
      bestEdits = edits;
    }
  }
  return best;
}
