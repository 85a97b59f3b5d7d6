import { SquareTerminal } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/explore/query",
  texts: defineTexts({ title: "Query builder" }, { title: "查询构建器" }),
  icon: SquareTerminal,
  section: "costs",
  order: 2.5,
  heeds: ["period", "filters"],
  load: () => import("./view"),
});
