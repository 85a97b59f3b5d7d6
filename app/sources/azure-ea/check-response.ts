import { EaApiError } from "./ea-api-error";
import type { ResponseHeaders } from "./server-delay";

/**
 * Throws `malformed` when the head of a 200 answer already shows that its body is not a page: another media type or charset, or a body that only
 * ends when the connection does. Such a body may be cut anywhere and still look whole, so it is never believed.
 */
export function checkResponse(headers: ResponseHeaders): void {
  const type = single(headers["content-type"]).toLowerCase();
  const [media = ""] = type.split(";");
  if (!/^(?:application|text)\/(?:[\w.+-]+\+)?json$/.test(media.trim())) {
    throw new EaApiError(
      "malformed",
      `EA answered with ${media.trim() === "" ? "no content type" : media.trim().slice(0, 60)} instead of JSON`,
      { code: "content-type" },
    );
  }
  const charset = /charset\s*=\s*"?([\w-]+)/.exec(type)?.[1];
  if (charset !== undefined && charset !== "utf-8" && charset !== "utf8") {
    throw new EaApiError("malformed", `EA answered in ${charset} instead of UTF-8`, { code: "charset" });
  }
  const isChunked = single(headers["transfer-encoding"]).toLowerCase().includes("chunked");
  if (!isChunked && headers["content-length"] === undefined) {
    throw new EaApiError("malformed", "EA sent a page whose end cannot be told from a broken connection (no length, not chunked)", {
      code: "unframed",
    });
  }
}

function single(value: string | string[] | undefined): string {
  return typeof value === "string" ? value : (value?.join(",") ?? "");
}
