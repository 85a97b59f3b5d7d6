import type { EaWireForm } from "./ea-wire-form";

/** The path under which all pages of an enrollment lie, with its closing slash. A nextLink outside it is not followed. */
export function usagePathPrefix(base: URL, form: EaWireForm, enrollment: string): string {
  const root = base.pathname.replace(/\/+$/, "");
  const id = encodeURIComponent(enrollment);
  switch (form) {
    case "china":
      return `${root}/rest/${id}/`;
    case "consumption-v2":
    case "custom-date-v2":
      return `${root}/v2/enrollments/${id}/`;
    case "consumption-v3":
    case "custom-date-v3":
      return `${root}/v3/enrollments/${id}/`;
  }
}
