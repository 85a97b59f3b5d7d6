import { Scale } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/unit-costs",
  texts: defineTexts({ title: "Unit costs" }, { title: "单位成本" }),
  icon: Scale,
  section: "costs",
  order: 4.7,
  heeds: ["period", "metric", "filters"],
  load: () => import("./view"),
});
