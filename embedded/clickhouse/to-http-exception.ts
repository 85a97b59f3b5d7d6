import { HttpException } from "./http-exception";

/**
 * Reads the engine's text back into code, name and sentence; anything else (a bug, a full disk under the spool) becomes what ClickHouse
 * would call it. The engine wraps errors of file inserts twice and names our spool file in them: both are taken off, because the client
 * never sent a file.
 */
export function toHttpException(error: unknown, spoolDirectory: string): HttpException {
  if (error instanceof HttpException) return error;
  const text = error instanceof Error ? error.message : String(error);
  const full = /^(?:Query failed: )?Code: (\d+)\. DB::Exception: ([\s\S]*?)\s*$/.exec(text);
  if (full?.[1] === undefined || full[2] === undefined) return foreignException(error, text);
  const inner = /^Code: \d+\. DB::Exception: ([\s\S]*)$/.exec(full[2])?.[1] ?? full[2];
  const spooled = escapePattern(spoolDirectory);
  const withoutSpool = inner
    .replaceAll(new RegExp(`\\s*\\(in file/uri ${spooled}[^)]*\\)`, "g"), "")
    .replaceAll(new RegExp(` (?:INTO OUTFILE|FROM INFILE) '${spooled}[^']*'(?: APPEND)? ?`, "g"), "")
    .replaceAll(/: While executing File: data for INSERT was parsed from file\./g, ": data for INSERT was parsed from query.")
    .replaceAll(/ \(version [\d.]+(?: \([^)]*\))?\)/g, "");
  const named = /^([\s\S]*?)((?:\s*\([A-Z][A-Z0-9_]+\)\.?)+)$/.exec(withoutSpool);
  const name = /\(([A-Z][A-Z0-9_]+)\)\.?$/.exec(withoutSpool)?.[1] ?? "UNKNOWN_EXCEPTION";
  return new HttpException(Number(full[1]), name, (named?.[1] ?? withoutSpool).trim());
}

function foreignException(error: unknown, text: string): HttpException {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC") return new HttpException(243, "NOT_ENOUGH_SPACE", `Cannot keep the request body: ${text}.`);
  if (typeof code === "string" && code.startsWith("Z_")) {
    return new HttpException(354, "ZLIB_INFLATE_FAILED", `Cannot decompress the request body: ${text}.`);
  }
  return new HttpException(1001, "STD_EXCEPTION", text.endsWith(".") ? text : `${text}.`);
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
