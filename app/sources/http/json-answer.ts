import { parse } from "lossless-json";
import { redactText } from "../../domain/text/redact";
import { SourceError } from "../source-error";
import type { HttpBody } from "./fetch-body";

/** The JSON of an answer, each number by its digits. `what`: what was asked for. @throws SourceError `malformed` it is none, such as one that was cut off */
export function jsonAnswer({ body }: HttpBody, what: string): unknown {
  try {
    return parse(body.toString("utf8").replace(/^\uFEFF/, ""));
  } catch {
    throw new SourceError("malformed", `${what}: the answer is not JSON`, {
      bodyStart: redactText(body.subarray(0, 256).toString("utf8")),
    });
  }
}
