/** Why there is nothing to export, in words for the person who asked. */
export class FocusExportError extends Error {
  override readonly name = "FocusExportError";
}
