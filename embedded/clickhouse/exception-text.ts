import type { HttpException } from "./http-exception";

/** The body of an error answer, in the form every client parses: `Code: 60. DB::Exception: … (UNKNOWN_TABLE) (version …)`. */
export function exceptionText(error: HttpException, version: string): string {
  return `Code: ${error.code}. DB::Exception: ${error.message} (${error.codeName}) (version ${version} (official build))\n`;
}
