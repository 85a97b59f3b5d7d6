import { defineTexts } from "../../i18n/language";
import type { Dictionary } from "../../i18n/server-text";

export const infrastructureTexts = defineTexts(
  {
    title: "Infrastructure",
    intro: "The parts of the stack, each asked just now. A part that cannot be asked from here is not known, which is no fault of it.",
    healthy: "Healthy",
    unhealthy: "Unhealthy",
    stale: "Older than expected",
    unknown: "Not known",
    since: "Since",
    version: "Version",
    latency: "Latency",
    milliseconds: (count: string) => `${count} ms`,
    waiting: "Waiting blocks",
    disk: "Free disk",
    diskOf: (free: string, total: string) => `${free} of ${total}`,
    lastError: "Last error",
    noError: "none seen",
    open: (name: string) => `Open the page of ${name}`,
    disks: "Disk",
    store: (host: string) => `Object store ${host}`,
  },
  {
    title: "基础设施",
    intro: "系统的各个部分，刚刚逐一询问。无法从这里询问的部分显示为未知，这并不表示它有故障。",
    healthy: "正常",
    unhealthy: "异常",
    stale: "比预期旧",
    unknown: "未知",
    since: "自",
    version: "版本",
    latency: "延迟",
    milliseconds: (count: string) => `${count} 毫秒`,
    waiting: "等待的数据块",
    disk: "可用磁盘",
    diskOf: (free: string, total: string) => `${total} 中的 ${free}`,
    lastError: "最近错误",
    noError: "未见",
    open: (name: string) => `打开 ${name} 的页面`,
    disks: "磁盘",
    store: (host: string) => `对象存储 ${host}`,
  },
);

/** What the API says of a part, in Chinese. */
export const detailTexts: Dictionary = new Map([
  ["answers", "有应答"],
  ["did not answer three queries within 3 s each", "三次查询均未在 3 秒内应答"],
  ["ClickHouse did not report it", "ClickHouse 未报告"],
  ["Moose's /ready does not answer", "Moose 的 /ready 没有应答"],
  ["does not answer this process or Moose (asked three times)", "对本进程和 Moose 均无应答（已询问三次）"],
  ["takes connections", "可以连接"],
  ["takes no connection within 2 s", "2 秒内无法连接"],
  ["free disk space; ClickHouse cannot store new data", "请释放磁盘空间；ClickHouse 无法存储新数据"],
]);
