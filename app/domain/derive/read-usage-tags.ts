import { findByKey } from "../json-text/find-by-key";
import { parseJsonObjectText } from "../json-text/parse-json-object-text";
import type { Problem } from "../problem";
import type { UsageTags } from "./usage-tags";

/** Reads the tags of a row. Tag names match in any case. Total; Azure tags are texts, so a value that is none is read and named. */
export function readUsageTags(text: string | null): { readonly tags: UsageTags; readonly problems: readonly Problem[] } {
  const { entries, nonTextKeys, problems } = parseJsonObjectText(text);
  const tags: UsageTags = {
    entries,
    app: findByKey(entries, "app") ?? "",
    ppm_billing_item: findByKey(entries, "ppm_billing_item") ?? "",
    ppm_id_owner: findByKey(entries, "ppm_billing_owner") ?? "",
    ppm_io_cc: findByKey(entries, "ppm_io_cc") ?? "",
  };
  const named: Problem[] = problems.map(({ code, detail }) => ({ code, field: "tags", detail }));
  if (nonTextKeys[0] !== undefined) named.push({ code: "json-value-not-text", field: "tags", detail: nonTextKeys[0] });
  return { tags, problems: named };
}
