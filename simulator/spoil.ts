import type { Exchange } from "./exchange";
import type { FaultName } from "./fault-name";
import { spoilContent } from "./spoil-content";
import { spoilLink } from "./spoil-link";
import { spoilStatus } from "./spoil-status";
import { spoilTransport } from "./spoil-transport";

/** Answers a request for a page with a fault instead of the page. */
export function spoil(fault: FaultName, exchange: Exchange): void {
  switch (fault) {
    case "status-400":
    case "status-401":
    case "status-403":
    case "status-404":
    case "status-408":
    case "status-410":
    case "status-500":
    case "status-502":
    case "status-503":
    case "status-504":
    case "status-204":
      spoilStatus(exchange, Number(fault.slice(7)));
      return;
    case "throttle-no-header":
      spoilStatus(exchange, 429);
      return;
    case "throttle-seconds":
      spoilStatus(exchange, 429, { "retry-after": "7" });
      return;
    case "throttle-date":
      spoilStatus(exchange, 429, { "retry-after": new Date(exchange.nowMs + 20_000).toUTCString() });
      return;
    case "throttle-huge":
      spoilStatus(exchange, 429, { "retry-after": "99999999" });
      return;
    case "throttle-negative":
      spoilStatus(exchange, 429, { "retry-after": "-30" });
      return;
    case "throttle-garbage":
      spoilStatus(exchange, 429, { "retry-after": "soon, 业务繁忙".normalize().replace(/[^\x20-\x7e]/g, "?") });
      return;
    case "throttle-ms-ratelimit":
      spoilStatus(exchange, 429, { "retry-after": "5", "x-ms-ratelimit-microsoft.consumption-tenant-retry-after": "90" });
      return;
    case "throttle-503-seconds":
      spoilStatus(exchange, 503, { "retry-after": "12" });
      return;
    case "redirect-301-same":
    case "redirect-302-same":
    case "redirect-307-same":
    case "redirect-308-same":
      spoilStatus(exchange, Number(fault.slice(9, 12)), { location: exchange.linkTo(exchange.page + 1) });
      return;
    case "redirect-301-other":
    case "redirect-302-other":
    case "redirect-307-other":
    case "redirect-308-other":
      spoilStatus(exchange, Number(fault.slice(9, 12)), { location: exchange.foreignOrigin + exchange.url.pathname + exchange.url.search });
      return;
    case "reset-before-headers":
    case "reset-mid-body":
    case "cut-content-length":
    case "cut-chunked":
    case "cut-close":
    case "short-json-close":
    case "drip":
    case "no-headers":
    case "stall-mid-body":
    case "gzip-bomb":
    case "gzip-cut":
    case "gzip-garbage":
    case "encoded-twice":
    case "encoded-many":
    case "header-flood":
      spoilTransport(fault, exchange);
      return;
    case "short-json":
    case "content-type":
    case "charset":
    case "utf-16":
    case "bad-utf-8":
    case "empty-200":
    case "html-200":
    case "error-200":
    case "not-json":
    case "no-rows-member":
    case "duplicate-page":
    case "changed-mid-run":
    case "other-month-row":
      spoilContent(fault, exchange);
      return;
    case "loop-1":
    case "loop-3":
    case "missing-page":
    case "link-other-host":
    case "link-other-port":
    case "link-https-downgrade":
    case "link-file":
    case "link-ip":
    case "link-userinfo":
    case "link-slashes":
    case "link-backslashes":
    case "link-look-alike":
    case "link-outside":
    case "link-dots":
    case "link-other-month":
      spoilLink(fault, exchange);
  }
}
