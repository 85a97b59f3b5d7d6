import { Bookmark } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/views",
  texts: defineTexts({ title: "Saved views" }, { title: "已保存的视图" }),
  icon: Bookmark,
  section: "costs",
  order: 8,
  heeds: [],
  load: () => import("./view"),
});
