import { Settings } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/settings",
  texts: defineTexts({ title: "Settings" }, { title: "设置" }),
  icon: Settings,
  section: "operate",
  order: 5,
  heeds: [],
  load: () => import("./view"),
});
