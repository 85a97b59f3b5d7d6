import { hash } from "node:crypto";

/** sha-256 of the UTF-8 bytes of a text as 64 hexadecimal digits; what domain code takes as an argument. */
export function sha256Hex(text: string): string {
  return hash("sha256", text, "hex");
}
