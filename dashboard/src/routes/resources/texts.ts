import { defineTexts } from "../../i18n/language";

export const resourcesTexts = defineTexts(
  {
    title: "Resources",
    list: "Resources, highest cost first",
    loaded: (loaded: string) => `${loaded} listed`,
    name: "Resource",
    noResource: "Charges without a resource",
    type: "Type",
    owner: "Owner",
    billed: "Billed cost",
    seen: "Seen",
    once: (day: string) => `on ${day} only`,
    between: (first: string, last: string) => `${first} to ${last}`,
    never: "on no day",
    more: "List more",
  },
  {
    title: "资源",
    list: "资源，按成本从高到低",
    loaded: (loaded: string) => `已列出 ${loaded} 项`,
    name: "资源",
    noResource: "没有资源的费用",
    type: "类型",
    owner: "负责应用",
    billed: "账单成本",
    seen: "出现时间",
    once: (day: string) => `仅 ${day}`,
    between: (first: string, last: string) => `${first} 至 ${last}`,
    never: "无日期",
    more: "列出更多",
  },
);
