import type { Language } from "./language";

/**
 * What the codes mean that a reading of a bill, a test of a source or a check of the seal ended with, in Chinese. In English the text beside the code says it,
 * with the details. The codes are those of docs/publication.md and docs/sources.md.
 */
const chinese: ReadonlyMap<string, string> = new Map([
  // Of a source.
  ["auth", "凭据无效或已过期：请更新"],
  ["permission", "凭据无权读取此内容"],
  ["not-found", "账户、月份或文件不存在"],
  ["stale-link", "保存的位置已失效：将重新读取"],
  ["throttled", "服务器繁忙：稍后继续"],
  ["transient", "服务器或网络暂时中断：稍后继续"],
  ["malformed", "应答或文件的内容不符合要求"],
  ["rejected", "请求被拒绝"],
  ["tls", "服务器的证书不受信任"],
  ["untrusted-link", "链接指向来源以外的地址"],
  ["paging", "分页出错：循环、重复或缺页"],
  ["changed", "读取期间数据发生变化"],
  ["too-large", "应答超过大小上限"],
  ["deadline", "时间用尽：下次继续"],
  ["cancelled", "已按要求取消"],
  ["config", "设置无法使用"],
  // Of a delivery that was not begun.
  ["unknown-account", "账户未知"],
  ["bad-month", "不是日历月"],
  ["future-month", "月份尚未开始"],
  ["closed-month", "月份已关闭并已发布"],
  ["not-offered", "来源不提供该月份"],
  ["account-taken", "该月份由另一来源发布"],
  ["too-many", "交付包含的账户和月份过多"],
  // Of the checks before publication.
  ["no-rows", "没有任何行"],
  ["pages-not-contiguous", "页不连续"],
  ["month-not-finished", "缺少该月的最后一页"],
  ["page-differs", "存储的页与读取的不同"],
  ["row-twice", "有行重复存储"],
  ["page-repeated", "有重复的页"],
  ["row-of-another-month", "含有其他月份的行"],
  ["rollup-differs", "汇总与费用不一致"],
  ["cost-missing", "费用没有可读的成本"],
  ["control-total-differs", "各行合计与来源自己的合计不同"],
  ["control-total-near", "未结月份的合计与来源的合计略有差异"],
  ["control-total-unmatched", "合计与来源的合计不同，操作员已接受"],
  ["charges-elsewhere", "来源在别处提供该月的部分费用"],
  ["late-rows", "含有更早月份的费用"],
  ["pages-repeated", "有重复的页，操作员已接受"],
  ["shrunk", "行数远少于之前"],
  ["days-missing", "之前有费用的日子现在没有费用"],
  ["focus-rules", "违反 FOCUS 规则"],
  ["period-differs", "计费周期的结束日与已发布的不同"],
  ["rows-differ", "行数与提供商清单不符"],
  ["left-behind", "未读完，已由新的读取取代"],
  // What an operator accepted.
  ["allow-shrink", "接受少得多的账单"],
  ["allow-closed", "接受已关闭月份的变更"],
  ["accept-total", "接受与来源合计的差异"],
  ["accept-late", "接受多数为更早月份的行"],
  ["accept-repeated-pages", "接受重复的页"],
  ["accept-handover", "接受由另一来源接管"],
]);

/** The meaning of a code in the reader's language, where the text beside it is in another one. */
export function reasonMeaning(code: string, language: Language): string | null {
  return language === "zh" ? (chinese.get(code) ?? null) : null;
}
