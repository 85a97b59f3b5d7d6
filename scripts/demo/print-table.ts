/** Rows under their column names, in columns as wide as their texts; numbers to the right. */
export function printTable(rows: readonly Readonly<Record<string, string>>[]): void {
  const [first] = rows;
  if (first === undefined) return;
  const names = Object.keys(first);
  const widths = names.map((name) => Math.max(...[name, ...rows.map((row) => row[name] ?? "")].map(displayWidth)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const gap = " ".repeat((widths[column] ?? 0) - displayWidth(cell));
        return /^-?[\d,]+(\.\d+)?$/.test(cell) ? gap + cell : cell + gap;
      })
      .join("  ")
      .trimEnd();
  console.log(
    [line(names), line(widths.map((width) => "-".repeat(width))), ...rows.map((row) => line(names.map((name) => row[name] ?? "")))]
      .map((text) => `  ${text}`)
      .join("\n"),
  );
}

/** Chinese characters take two columns of a terminal. */
function displayWidth(text: string): number {
  return text.length + (text.match(/[\u1100-\u115f\u2e80-\ud7ff\uf900-\uffdc]/g)?.length ?? 0);
}
