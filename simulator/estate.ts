import { guid } from "./guid";
import { mix } from "./mix";
import { pick } from "./pick";

/** A subscription of the simulated enrollment. */
export interface Subscription {
  readonly id: string;
  readonly guid: string;
  readonly name: string;
  readonly accountOwner: string;
  readonly accountName: string;
  readonly department: string;
  readonly costCenter: string;
}

const names = ["生产环境", "Production-CN", "测试环境", "数据平台-生产", "Shared Services", "灾备 (DR)", 'R&D "沙箱"', "SAP\\ERP"];
const departments = ["信息技术部", "Finance", "数字化转型", "供应链", "", "市场部"];

/** Who the bill is for: a dozen subscriptions with Chinese and awkward names, the same for the same seed. */
export function estate(seed: number): readonly Subscription[] {
  return Array.from({ length: 12 }, (_, number) => {
    const chance = mix(seed, number, 77);
    return {
      id: String(90_000_000 + (chance % 9_000_000)),
      guid: guid(seed, number),
      name: `${pick(names, number)}-${String(number + 1).padStart(2, "0")}`,
      accountOwner: `admin${chance % 4}@contoso.partner.onmschina.cn`,
      accountName: pick(["华东账户", "North Account", "集团总部"], chance >>> 4),
      department: pick(departments, chance >>> 8),
      costCenter: `CC-${1000 + ((chance >>> 12) % 90)}`,
    };
  });
}
