/** A page as the server sends it. The China form starts with a byte order mark; on the last page its link is null, the global form has none. */
export function pageBody(
  form: "china" | "consumption",
  casing: "camel" | "pascal",
  bom: boolean,
  id: string,
  rows: Buffer,
  link: string | null,
): Buffer {
  const name = (text: string): string => (casing === "pascal" ? text.slice(0, 1).toUpperCase() + text.slice(1) : text);
  const head =
    form === "china" ? `${bom ? "\ufeff" : ""}{"${name("content")}":[` : `{"${name("id")}":${JSON.stringify(id)},"${name("data")}":[`;
  const tail = link === null && form === "consumption" ? "]}" : `],"${name("nextLink")}":${JSON.stringify(link)}}`;
  return Buffer.concat([Buffer.from(head), rows, Buffer.from(tail)]);
}
