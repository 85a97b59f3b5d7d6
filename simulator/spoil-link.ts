import type { Exchange } from "./exchange";
import { sendPage } from "./send-page";

/** Where a bad nextLink leads. */
export type LinkFault =
  | "loop-1"
  | "loop-3"
  | "missing-page"
  | "link-other-host"
  | "link-other-port"
  | "link-https-downgrade"
  | "link-file"
  | "link-ip"
  | "link-userinfo"
  | "link-slashes"
  | "link-backslashes"
  | "link-look-alike"
  | "link-outside"
  | "link-dots"
  | "link-other-month";

/** Sends the right rows with a wrong nextLink. */
export function spoilLink(fault: LinkFault, exchange: Exchange): void {
  sendPage(exchange.response, exchange.render({ link: badLink(fault, exchange) }));
}

function badLink(fault: LinkFault, exchange: Exchange): string {
  const { page, linkTo, origin, foreignOrigin } = exchange;
  const next = new URL(linkTo(page + 1));
  const rest = next.pathname + next.search;
  const foreign = new URL(foreignOrigin);
  switch (fault) {
    case "loop-1":
      return linkTo(page);
    case "loop-3":
      return linkTo(Math.max(0, page - 2));
    case "missing-page":
      return linkTo(page + 2);
    case "link-other-host":
      return `http://localhost:${foreign.port}${rest}`;
    case "link-other-port":
      return foreignOrigin + rest;
    case "link-https-downgrade":
      return next.href.replace("http:", "https:");
    case "link-file":
      return "file:///etc/passwd";
    case "link-ip":
      return `http://169.254.169.254${rest}`;
    case "link-userinfo":
      return `http://${next.host}@${foreign.host}${rest}`;
    case "link-slashes":
      return `//${foreign.host}${rest}`;
    case "link-backslashes":
      return `\\\\${foreign.host}${rest}`;
    case "link-look-alike":
      return `http://ea.аzure.cn${rest}`;
    case "link-outside":
      return `${origin}/rest/999999/usage-report/paginatedV3${next.search}`;
    case "link-dots":
      return `${origin}/rest/1/%2e%2e/../../admin${next.search}`;
    case "link-other-month":
      return next.href
        .replace(/month=\d{4}-\d{2}/, "month=2001-02")
        .replace(/billingPeriods\/\d{6}/, "billingPeriods/200102")
        .replace("/v3/", "/v2/");
  }
}
