const GAP = '  ';

/**
 * Columns of text, padded to the widest cell, without trailing spaces. Cells hold one line each and no colours;
 * `paint` colours a cell after it was padded.
 */
export function formatTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  paint: (cell: string, column: number, row: number) => string = (cell) => cell,
): string {
  const widths = headings.map((heading, column) =>
    Math.max(countCells(heading), ...rows.map((row) => countCells(row[column] ?? ''))),
  );
  const lines = [headings, ...rows].map((row, index) =>
    headings
      .map((_, column) => {
        const cell = row[column] ?? '';
        const isLast = column === headings.length - 1;
        const padded = isLast ? cell : cell + ' '.repeat((widths[column] ?? 0) - countCells(cell));
        return index === 0 ? padded : paint(padded, column, index - 1);
      })
      .join(GAP)
      .trimEnd(),
  );
  return lines.join('\n');
}

/** Width on a terminal, counted in code points; names and versions are ASCII, so this is exact for them. */
function countCells(text: string): number {
  return [...text].length;
}
