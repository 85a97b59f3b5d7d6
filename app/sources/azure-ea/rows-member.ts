import type { EaWireForm } from "./ea-wire-form";

/** The member of a body that holds the rows, in lower case. */
export function rowsMember(form: EaWireForm): "content" | "data" {
  switch (form) {
    case "china":
      return "content";
    case "consumption-v2":
    case "consumption-v3":
    case "custom-date-v2":
    case "custom-date-v3":
      return "data";
  }
}
