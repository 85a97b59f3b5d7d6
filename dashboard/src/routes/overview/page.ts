import { LayoutDashboard } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/",
  texts: defineTexts({ title: "Overview" }, { title: "总览" }),
  icon: LayoutDashboard,
  section: "costs",
  order: 1,
  heeds: ["period"],
  load: () => import("./view"),
});
