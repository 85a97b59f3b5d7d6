import { Plug } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/sources",
  texts: defineTexts({ title: "Sources" }, { title: "数据源" }),
  icon: Plug,
  section: "operate",
  order: 1,
  heeds: [],
  load: () => import("./view"),
});
