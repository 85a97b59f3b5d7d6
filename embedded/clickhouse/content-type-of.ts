/** The Content-Type ClickHouse sends with an output format. */
export function contentTypeOf(format: string): string {
  const name = format.toLowerCase();
  if (/^json.*eachrow/.test(name) || name === "ndjson" || name === "jsonlines") return "application/x-ndjson; charset=UTF-8";
  if (name.startsWith("json")) return "application/json; charset=UTF-8";
  if (name.startsWith("csv")) return `text/csv; charset=UTF-8; header=${name.includes("names") ? "present" : "absent"}`;
  if (name.startsWith("tsv") || name.startsWith("tabseparated")) return "text/tab-separated-values; charset=UTF-8";
  if (name === "xml") return "application/xml; charset=UTF-8";
  return binaryFormats.has(name) || name.startsWith("rowbinary") ? "application/octet-stream" : "text/plain; charset=UTF-8";
}

const binaryFormats: ReadonlySet<string> = new Set([
  "native",
  "parquet",
  "arrow",
  "arrowstream",
  "orc",
  "avro",
  "protobuf",
  "msgpack",
  "capnproto",
  "npy",
  "bsoneachrow",
]);
