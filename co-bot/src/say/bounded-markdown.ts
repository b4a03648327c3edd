/** Collects Markdown blocks up to a number of characters; a block is taken whole or not at all, so markup stays balanced. */
interface BoundedMarkdown {
  /** False when the block does not fit any more; nothing is taken after that. */
  add(block: string): boolean;
  text(): string;
}

/**
 * @param most characters, counted as JavaScript does, which is at least as many as GitHub counts
 * @param reserve characters kept for what must come last
 */
export function boundMarkdown(most: number, reserve: number): BoundedMarkdown {
  const blocks: string[] = [];
  let length = 0;
  let full = false;
  return {
    add(block) {
      if (full || length + block.length + 1 > most - reserve) {
        full = true;
        return false;
      }
      blocks.push(block);
      length += block.length + 1;
      return true;
    },
    text: () => blocks.join('\n'),
  };
}
