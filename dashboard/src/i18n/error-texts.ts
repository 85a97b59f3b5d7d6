import type { Language } from "./language";

/** Why a question was not answered, in Chinese, by the codes of docs/api.md; the API says it in English, with what is wrong and what is allowed. */
const chinese: ReadonlyMap<string, string> = new Map([
  ["bad-parameter", "问题的某个参数无效。"],
  ["bad-body", "提交的内容无效。"],
  ["too-large", "答案过大：请缩短期间或增加筛选。"],
  ["unauthenticated", "需要有效的令牌或密钥。"],
  ["forbidden", "您的角色或账户无权查看或执行此内容。"],
  ["not-found", "所问的内容不存在，或不属于您。"],
  ["method-not-allowed", "此地址不支持该请求方法。"],
  ["body-timeout", "提交的内容未在时限内到达。"],
  ["not-now", "目前无法执行此操作。"],
  ["snapshots-changed", "期间有新内容发布：请从头读取。"],
  ["body-too-large", "提交的内容过大。"],
  ["too-many-requests", "请求过多：请稍后重试。"],
  ["cancelled", "问题已取消。"],
  ["internal", "服务器内部错误：请将编号告知管理员。"],
  ["unavailable", "服务暂时不可用：请稍后重试。"],
  ["timed-out", "时间用尽，答案未完成：请稍后重试或缩短期间。"],
  ["broken-off", "文件在结束之前中断：请重试，或缩短期间。"],
]);

/** The meaning of an error in the reader's language, where the API's own text is in another one. */
export function errorMeaning(code: string, language: Language): string | null {
  return language === "zh" ? (chinese.get(code) ?? null) : null;
}
