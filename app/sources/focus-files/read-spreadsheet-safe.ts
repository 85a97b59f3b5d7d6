import { ofSpreadsheetSafe, spreadsheetSafeColumn } from "../../domain/focus/spreadsheet-safe";
import type { FocusFile, FocusFileRows } from "./focus-file";

/** A file of `npm run focus:export -- --spreadsheet-safe` as if it had been written without; any other file as it is. */
export function readSpreadsheetSafe(file: FocusFile): FocusFile {
  const column = file.headers.findIndex((header) => header.trim() === spreadsheetSafeColumn);
  if (column === -1) return file;
  const without = <Cell>(cells: readonly Cell[]): readonly Cell[] => cells.filter((_, index) => index !== column);
  return {
    ...file,
    headers: without(file.headers),
    rows: async function* (): AsyncGenerator<FocusFileRows> {
      for await (const { lines, rows } of file.rows()) {
        const read = rows.map((cells) =>
          // Of each row: somebody may have put rows of other files beside these.
          without(cells[column]?.trim() === "1" ? cells.map((cell) => (cell === null ? null : ofSpreadsheetSafe(cell))) : cells),
        );
        yield { lines, rows: read };
      }
    },
  };
}
