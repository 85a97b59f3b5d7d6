import { hash } from "node:crypto";

/** sha-256 of bytes, or of the UTF-8 of a text, as 64 hexadecimal digits; what domain code takes as an argument. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash("sha256", data, "hex");
}
