import { Mail } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/reports",
  texts: defineTexts({ title: "Reports" }, { title: "报告与告警" }),
  icon: Mail,
  section: "costs",
  order: 9,
  heeds: [],
  load: () => import("./view"),
});
