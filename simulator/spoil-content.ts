import type { Exchange } from "./exchange";
import { sendPage } from "./send-page";

/** How a body that arrives whole can still not be the page. */
export type ContentFault =
  | "short-json"
  | "content-type"
  | "charset"
  | "utf-16"
  | "bad-utf-8"
  | "empty-200"
  | "html-200"
  | "error-200"
  | "not-json"
  | "no-rows-member"
  | "duplicate-page"
  | "changed-mid-run"
  | "other-month-row";

/** Sends a whole answer with the wrong content. */
export function spoilContent(fault: ContentFault, exchange: Exchange): void {
  const { response } = exchange;
  const body = exchange.render();
  switch (fault) {
    case "short-json":
      sendPage(response, exchange.render({ link: null, halfOfRows: true }));
      return;
    case "content-type":
      sendPage(response, body, { "content-type": "text/csv" });
      return;
    case "charset":
      sendPage(response, Buffer.from(body.toString("utf8"), "latin1"), { "content-type": "application/json; charset=gb2312" });
      return;
    case "utf-16":
      sendPage(response, Buffer.from(`\ufeff${body.toString("utf8").replace(/^\ufeff/, "")}`, "utf16le"), {
        "content-type": "application/json",
      });
      return;
    case "bad-utf-8":
      sendPage(response, withBadByte(body));
      return;
    case "empty-200":
      sendPage(response, Buffer.alloc(0));
      return;
    case "html-200":
      sendPage(response, Buffer.from("<!DOCTYPE html><html><body>Sign in</body></html>"), { "content-type": "text/html" });
      return;
    case "error-200":
      sendPage(response, Buffer.from('{"error":{"code":"Busy","message":"Bearer eyJhbGciOiJub25lIn0.eyJ4IjoxfQ.sig is being looked up"}}'));
      return;
    case "not-json":
      sendPage(response, body.subarray(0, body.length - 2));
      return;
    case "no-rows-member":
      sendPage(response, Buffer.from('{"value":[],"nextLink":null}'));
      return;
    case "duplicate-page":
      sendPage(response, exchange.render({ fromPage: Math.max(0, exchange.page - 1) }));
      return;
    case "changed-mid-run":
      exchange.restate();
      sendPage(response, exchange.render());
      return;
    case "other-month-row":
      sendPage(response, exchange.render({ month: "2001-02" }));
  }
}

/** The body with one byte that no UTF-8 has, inside the first string value. */
function withBadByte(body: Buffer): Buffer {
  const copy = Buffer.from(body);
  copy[copy.indexOf('":"') + 3] = 0xff;
  return copy;
}
