/** The address of a page, absolute, as the server itself writes it into `nextLink`. */
export function pageLink(origin: string, url: URL, form: "china" | "consumption", page: number): string {
  const link = new URL(url.pathname + url.search, origin);
  if (form === "china") link.searchParams.set("pageindex", String(page));
  else link.searchParams.set("$skiptoken", Buffer.from(String(page)).toString("base64url"));
  return link.href;
}
