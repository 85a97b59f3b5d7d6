import { defineTexts } from "../../i18n/language";

export const settingsTexts = defineTexts(
  {
    title: "Settings",
    intro: "What the server goes by now. Settings are changed in its environment; of a secret only whether it is set is known here.",
    name: "Setting",
    value: "Value",
    source: "From",
    meaning: "Meaning",
    set: "set",
    notSet: "not set",
    environment: "the environment",
    default: "its default",
    moose: "moose.config.toml",
    nowhere: "–",
  },
  {
    title: "设置",
    intro: "服务器当前的设置。设置在其环境变量中更改；对于机密，这里只知道是否已设置。",
    name: "设置项",
    value: "值",
    source: "来源",
    meaning: "含义",
    set: "已设置",
    notSet: "未设置",
    environment: "环境变量",
    default: "默认值",
    moose: "moose.config.toml",
    nowhere: "–",
  },
);
