import { Target } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/budgets",
  texts: defineTexts({ title: "Budgets" }, { title: "预算" }),
  icon: Target,
  section: "costs",
  order: 6,
  heeds: ["period"],
  load: () => import("./view"),
});
