import { pick } from "./pick";

const applications = ["订单系统", "crm", "data-platform", "Portal", "结算中心", "iot-hub", "ERP"];
const owners = ["wang.wei", "li.na", "张伟", "j.smith", ""];

/** The `tags` text of a resource in one of the shapes that real bills have, the broken ones included; null for none. */
export function tagText(number: number): string | null {
  const app = pick(applications, number >>> 4);
  const owner = pick(owners, number >>> 8);
  const item = `BI-${(number >>> 12) % 997}`;
  const good = JSON.stringify({
    app,
    ppm_billing_item: item,
    ppm_billing_owner: owner,
    ppm_io_cc: `IO${(number >>> 20) % 50}`,
    env: "prod",
  });
  switch (number % 24) {
    case 0:
      return null;
    case 1:
      return "";
    case 2:
      return "{}";
    case 3:
      return "[]";
    case 4:
      return "null";
    case 5:
      return good.slice(1, -1);
    case 6:
      return good.replaceAll('"', '""');
    case 7:
      return `{"app":"${app}","App":"other","app":"${app}"}`;
    case 8:
      return `{"app":{"name":"${app}"},"ppm_billing_item":12345678901234567890,"enabled":true,"note":null}`;
    case 9:
      return `{"app":"${app}","path":"C:\\new\\x","ppm_billing_owner":"${owner}"}`;
    case 10:
      return `{"PPM_Billing_Owner":"${owner}","APP":"${app}","emoji":"🚀","tab":"\\t"}`;
    case 11:
      return `{"app":"${app}","cut":"no end`;
    default:
      return good;
  }
}
