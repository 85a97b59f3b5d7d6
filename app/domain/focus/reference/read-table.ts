/**
 * The cells of a text table: a row a line, cells between bars, empty lines left out. For reference data that is reviewed as text.
 * @throws {TypeError} a row has not as many cells as it must
 */
export function readTable(text: string, cells: number): readonly (readonly string[])[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const row = line.split("|");
      if (row.length !== cells) throw new TypeError(`a row must have ${cells} cells: ${line}`);
      return row;
    });
}
