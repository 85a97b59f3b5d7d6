import { Search } from "lucide-react";
import { definePage } from "../../app/page";
import { defineTexts } from "../../i18n/language";

export default definePage({
  path: "/explore",
  texts: defineTexts({ title: "Explore" }, { title: "探索" }),
  icon: Search,
  section: "costs",
  order: 2,
  heeds: ["period", "metric", "filters"],
  load: () => import("./view"),
});
