import type { Language } from "./language";

/** What problems of single charges mean, by their code; in English the words of docs/numbers.md, which a test compares. */
const meanings: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  "account-id-restored": {
    en: "An account id that a tool took for a number has its digits again: `12345678901` is `012345678901` at AWS",
    zh: "被工具当作数字的账户 ID 已恢复其位数：AWS 的 `12345678901` 即 `012345678901`",
  },
  "account-id-unusual": {
    en: "An AWS account id that does not have 12 digits, or one of Microsoft, Google or Oracle with a blank inside. It is kept as it is",
    zh: "AWS 账户 ID 不是 12 位，或 Microsoft、Google、Oracle 的账户 ID 中有空格。按原样保留",
  },
  "additional-info-unreadable": {
    en: "Additional info is not JSON, or only in part",
    zh: "附加信息不是 JSON，或只有一部分是",
  },
  "billing-account-differs": {
    en: "The row names another enrollment than its delivery",
    zh: "该行写明的注册与其交付的注册不同",
  },
  "billing-period-not-a-month": {
    en: "The billing period is not a calendar month. It is kept under its own first day",
    zh: "计费周期不是日历月，以其自己的第一天保存",
  },
  "block-size-repaired": {
    en: "Microsoft's quantities and costs were too small by the pricing block size and were put right; the original is in `x_SourceColumns`",
    zh: "Microsoft 的数量和成本按计价单位块大小偏小，已更正；原值在 `x_SourceColumns` 中",
  },
  "block-size-suspected": {
    en: "The costs do not fit the pricing block size, or the contracted cost is a tenth, a thousandth … of what was paid, and nothing in the row proves how. Left as it is",
    zh: "成本与计价单位块大小不符，或合同成本是实付金额的十分之一、千分之一等，而该行无法证明原因。按原样保留",
  },
  "charge-frequency-differs": {
    en: "A frequency that FOCUS has no word for, or usage-based for a purchase",
    zh: "FOCUS 没有对应说法的频率，或购买被标为按用量",
  },
  "charge-period-backwards": {
    en: "The charge ends before it begins. It counts on the day on which it begins",
    zh: "费用的结束早于开始。计入开始之日",
  },
  "charge-period-far": {
    en: "Usage ends after its own bill, or a charge begins more than a year before or after its bill. It counts on the day that it says",
    zh: "用量在其账单之后结束，或费用比账单早或晚一年以上。计入其写明的日期",
  },
  "charge-period-unknown": {
    en: "No readable day: the charge period is the billing period",
    zh: "没有可读的日期：费用周期即计费周期",
  },
  "column-passed-over": {
    en: "Several columns stand for one field; another one was read, and this one says something else",
    zh: "同一字段有多列；读取了另一列，而此列的内容不同",
  },
  "commitment-id-missing": {
    en: "The row says that a commitment prices it, and names none",
    zh: "该行称由承诺定价，但没有写明是哪一个",
  },
  "commitment-overused": {
    en: "More hours of the commitment were used on the day than were bought. They share its cost",
    zh: "当天使用的承诺小时数多于购买的小时数，它们分摊其成本",
  },
  "commitment-purchase-effective-cost": {
    en: "The purchase of a commitment has an effective cost, and the usage that it pays for may carry it too",
    zh: "承诺的购买带有有效成本，其抵扣的用量可能也带有",
  },
  "contracted-cost-unknown": {
    en: "The contracted cost is not known. FOCUS allows no null, so the column has a number; answers exclude it and say so",
    zh: "合同成本未知。FOCUS 不允许空值，因此该列有一个数字；答案不计入并加以说明",
  },
  "contracted-price-differs": {
    en: "The account's price sheet of the month has another contracted price than the charge was billed by. The charge's own price stands",
    zh: "该账户当月价格表的合同价格与费用计费所用的价格不同。以费用自身的价格为准",
  },
  "cost-amortized": {
    en: "A row of an amortised report: its cost is the effective cost, and the billed cost is 0, because the purchase is billed",
    zh: "分摊报告的行：其成本是有效成本，账单成本为 0，因为购买已计入账单",
  },
  "cost-missing": {
    en: "No readable cost. `BilledCost` is 0, and answers count the cost as missing",
    zh: "没有可读的成本。`BilledCost` 为 0，答案视其成本为缺失",
  },
  "currency-differs": {
    en: "The row names another currency than its delivery; its cost and rate are null",
    zh: "该行的币种与其交付的币种不同；成本和单价为空",
  },
  "currency-invalid": {
    en: "No ISO 4217 code",
    zh: "没有 ISO 4217 代码",
  },
  "currency-restored": {
    en: "`RMB`, `US$` or a code in full-width letters is the code that it means",
    zh: "`RMB`、`US$` 或全角字母的代码已换成其所指的代码",
  },
  "date-ambiguous": {
    en: "`05/06/2024` can be two days: the headers or other dates have the day first, or only so it is in the month of the delivery",
    zh: "`05/06/2024` 可能是两个日期之一：表头或其他日期以日在前，或只有这样才在交付的月份内",
  },
  "date-missing": {
    en: "No date",
    zh: "没有日期",
  },
  "date-outside-period": {
    en: "The day lies in another month than the delivery. It counts on its day",
    zh: "日期不在交付的月份内。计入其自己的日期",
  },
  "date-parts-disagree": {
    en: "Day, month or year of the row say something else than its date. The date counts",
    zh: "该行的日、月或年与其日期不一致。以日期为准",
  },
  "date-unreadable": {
    en: "Text that is not a date",
    zh: "文本不是日期",
  },
  "effective-cost-not-amortized": {
    en: "A commitment, or what it pays for, whose cost by day is not known: the effective cost is 0",
    zh: "承诺本身或其覆盖的用量，每日成本未知：有效成本为 0",
  },
  "exchange-rate-missing": {
    en: "Prices are in another currency than the cost, and there is no rate. Unit prices are null",
    zh: "价格与成本的币种不同，且没有汇率。单价为空",
  },
  "json-bad-escape": {
    en: "A backslash in tags or additional info that JSON does not know",
    zh: "标签或附加信息中有 JSON 不认识的反斜杠",
  },
  "json-duplicate-key": {
    en: "A key occurs twice. The last value counts",
    zh: "键重复出现。以最后一个值为准",
  },
  "json-not-an-object": {
    en: "Tags or additional info are JSON, but not an object",
    zh: "标签或附加信息是 JSON，但不是对象",
  },
  "json-repaired": {
    en: "Doubled or outer quotes were taken off",
    zh: "已去掉成对重复或外层的引号",
  },
  "json-unreadable": {
    en: "Tags or additional info are not JSON. The text is kept",
    zh: "标签或附加信息不是 JSON。文本已保留",
  },
  "json-value-nested": {
    en: "A tag whose value is an object or a list. It is kept as JSON text",
    zh: "标签的值是对象或列表。保留为 JSON 文本",
  },
  "json-value-not-text": {
    en: "A value is a number, a list or an object. It is kept as text",
    zh: "值是数字、列表或对象。保留为文本",
  },
  "list-cost-out-of-range": {
    en: "The list cost has more digits than its column",
    zh: "目录成本的位数超过该列",
  },
  "list-cost-unknown": {
    en: "The list cost is not known. FOCUS allows no null, so the column has a number; answers exclude it and say so",
    zh: "目录成本未知。FOCUS 不允许空值，因此该列有一个数字；答案不计入并加以说明",
  },
  "list-price-tiered": {
    en: "The price of this meter depends on the quantity of a month, and one row does not say which price holds. The price sheet is not used",
    zh: "该计量的价格取决于当月用量，单独一行无法说明适用哪一个。不使用价目表",
  },
  "list-price-unit-differs": {
    en: "The price sheet counts this meter in another unit and is not used",
    zh: "价目表以另一单位计该计量，不使用",
  },
  "local-day-unclear": {
    en: "Summer time begins or ends in the billing period, and the two clocks put a charge of some hours on two days. It counts on the day by the clock of the start of the period",
    zh: "计费周期内夏令时开始或结束，两种时钟把几个小时的费用归入两天。以周期开始时的时钟为准",
  },
  "local-time": {
    en: "The periods of the file begin at a midnight that is not UTC's. A charge counts on its day by that clock",
    zh: "文件的周期从非 UTC 的午夜开始。费用按该时钟计入日期",
  },
  "null-text": {
    en: "A text that stands for no value, such as `None`, `nan`, `#N/A` or a dash. In a file it is null; a name, a description and an id of a usage row keep it",
    zh: "表示没有值的文本，如 `None`、`nan`、`#N/A` 或短横线。在文件中视为空值；用量行的名称、说明和 ID 保留该文本",
  },
  "number-ambiguous": {
    en: "`1,234` can be 1234 or 1.234",
    zh: "`1,234` 可能是 1234 或 1.234",
  },
  "number-inexact": {
    en: "A JSON number that a double cannot hold. Its digits were lost before they arrived",
    zh: "双精度数无法容纳的 JSON 数字。其位数在到达之前已丢失",
  },
  "number-missing": {
    en: "A charge without a cost",
    zh: "费用没有成本",
  },
  "number-negative": {
    en: "A negative quantity",
    zh: "数量为负",
  },
  "number-rounded": {
    en: "More decimals than the column holds, rounded half-even. The original is in the problem",
    zh: "小数位数超过该列，已按银行家舍入。原值在问题中",
  },
  "number-too-large": {
    en: "More digits than the column holds. The value is null",
    zh: "位数超过该列。值为空",
  },
  "number-unreadable": {
    en: "Text that is not a number. The value is null",
    zh: "文本不是数字。值为空",
  },
  "price-missing": {
    en: "No readable price. The costs stand",
    zh: "没有可读的价格。成本不受影响",
  },
  "price-quantity-mismatch": {
    en: "Price × quantity is not the cost. Contracted cost is what was billed",
    zh: "价格 × 数量不等于成本。合同成本取账单金额",
  },
  "price-sheet-unusable": {
    en: "The account's price sheet of the month has no single price for the charge: a row that cannot be read, two prices for one day, or offers and tiers between which the charge does not tell. The sheet is not used",
    zh: "该账户当月价格表中没有该费用的唯一价格：有无法读取的行、同一天有两个价格，或无法由费用判断优惠和阶梯。未使用该价格表",
  },
  "pricing-category-corrected": {
    en: "Usage that a commitment pays for was called Standard, and is called Committed",
    zh: "由承诺支付的用量被标为 Standard，已改为 Committed",
  },
  "quantity-missing": {
    en: "No readable quantity. The costs stand",
    zh: "没有可读的数量。成本不受影响",
  },
  "quantity-out-of-range": {
    en: "The quantity has more digits than its column",
    zh: "数量的位数超过该列",
  },
  "sku-missing": {
    en: "No meter id",
    zh: "没有计量 ID",
  },
  "sku-not-guid": {
    en: "A meter id of another form than Azure's",
    zh: "计量 ID 的形式与 Azure 的不同",
  },
  "tags-duplicate-key": {
    en: "A tag occurs twice. The last value counts",
    zh: "标签重复出现。以最后一个值为准",
  },
  "tags-unreadable": {
    en: "Tags are not JSON, or only in part",
    zh: "标签不是 JSON，或只有一部分是",
  },
  "tax-out-of-range": {
    en: "The cost with tax has more digits than its column. It is null",
    zh: "含税成本的位数超过该列，为空",
  },
  "time-converted": {
    en: "The charge begins at a time with an offset, in a billing period of UTC. It counts on its day in UTC",
    zh: "在以 UTC 计的计费周期中，费用的开始时间带有时差。按 UTC 计入日期",
  },
  "time-cut": {
    en: "A time has a fraction of a second, which is cut off",
    zh: "时间带有不足一秒的部分，已去掉",
  },
  "time-zone-missing": {
    en: "The charge begins at a time without a zone, in a billing period of another clock than UTC. It is read as UTC",
    zh: "在非 UTC 的计费周期中，费用的开始时间没有时区。按 UTC 读取",
  },
  "unit-missing": {
    en: "No unit of measure, so there is no price either",
    zh: "没有计量单位，因此也没有价格",
  },
  "unknown-charge-type": {
    en: "A charge type that the mapping does not know. The charge category is Adjustment",
    zh: "映射不认识的费用类型。费用类别为 Adjustment",
  },
  "unknown-pricing-model": {
    en: "A pricing model that the mapping does not know. The pricing category follows the rest of the row",
    zh: "映射不认识的定价模型。定价类别按该行其余内容确定",
  },
  "unknown-region": {
    en: "A location that no reference table knows",
    zh: "参考表中没有的位置",
  },
  "unknown-resource-type": {
    en: "A resource type that no reference table knows",
    zh: "参考表中没有的资源类型",
  },
  "unknown-service": {
    en: "A meter category that no reference table knows. The service category is Other",
    zh: "参考表中没有的计量类别。服务类别为 Other",
  },
  "unknown-unit": {
    en: "A unit that no reference table knows. It is kept as it is, with a pricing block size of 1",
    zh: "参考表中没有的单位。按原样保留，计价单位块大小为 1",
  },
  "value-assumed": {
    en: "The file has no value where FOCUS demands one, and FOCUS itself says which it must be",
    zh: "文件缺少 FOCUS 要求的值，而 FOCUS 自己规定了应为何值",
  },
  "value-not-allowed": {
    en: "A value that FOCUS does not allow. Kept unchanged",
    zh: "FOCUS 不允许的值。保留不变",
  },
  "value-not-text": {
    en: "An object or a list where a text belongs",
    zh: "应为文本之处是对象或列表",
  },
};

/** The codes that have a meaning here. */
export const chargeProblemCodes: readonly string[] = Object.keys(meanings);

/** What a problem of a charge means; null for a code of a newer release. */
export function chargeProblemMeaning(code: string, language: Language): string | null {
  return meanings[code]?.[language].replaceAll("`", "") ?? null;
}
