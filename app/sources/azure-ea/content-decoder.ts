import type { Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { EaApiError } from "./ea-api-error";

/** The stream that undoes a Content-Encoding, or null for a plain body. Throws `malformed` for more than one layer or an unknown one. */
export function contentDecoder(header: string | string[] | undefined): Transform | null {
  const layers = (typeof header === "string" ? [header] : (header ?? []))
    .flatMap((value) => value.split(","))
    .map((layer) => layer.trim().toLowerCase())
    .filter((layer) => layer !== "" && layer !== "identity");
  const [layer] = layers;
  if (layer === undefined) return null;
  if (layers.length > 1) throw new EaApiError("malformed", `EA encoded a page ${layers.length} times over`, { code: "content-encoding" });
  if (layer === "gzip" || layer === "x-gzip") return createGunzip();
  if (layer === "deflate") return createInflate();
  if (layer === "br") return createBrotliDecompress();
  throw new EaApiError("malformed", "EA encoded a page in a way nobody asked for", { code: "content-encoding" });
}
