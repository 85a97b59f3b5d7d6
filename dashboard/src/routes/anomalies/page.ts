import { TrendingUp } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/anomalies",
  texts: defineTexts({ title: "Anomalies" }, { title: "异常" }),
  icon: TrendingUp,
  section: "costs",
  order: 7,
  heeds: ["period"],
  load: () => import("./view"),
});
